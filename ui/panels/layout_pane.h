// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/layout_space.h"
#include "ui/controls/card.h"
#include "ui/views/charts/layout_chart.h"

namespace ui {

class ChoiceRow;
class ElidedLabel;
class IconButton;
class TableWidget;

// All layouts that a search has looked at, as a picture or as a table.
class LayoutPane : public Card
{
    Q_OBJECT

public:
    explicit LayoutPane(QWidget *parent = nullptr);

    // subtitle: what stays. While more is to come, a table that is looked at stays as it is.
    enum class More : bool { Comes, IsNot };
    void setData(LayoutChartData shown, const QString &subtitle, More more);
    void setLook(const Look &look);
    void showTable(bool shown);
    // What the search leaves as it is; without a signal.
    void setHeld(const core::HeldParts &held) { m_held = held; }
    [[nodiscard]] const core::HeldParts &held() const { return m_held; }
    [[nodiscard]] LayoutChart &chart() { return *m_chart; }
    [[nodiscard]] const LayoutChart &chart() const { return *m_chart; }
    [[nodiscard]] TableWidget &table() { return *m_table; }

    static constexpr std::size_t kMostRows = 2'000; // of the table; a file has all

Q_SIGNALS:
    void heldChosen(); // by the user

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fillTable();
    void askWhatMayChange();
    void place();

    Look m_look;
    core::HeldParts m_held;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    IconButton *m_parts;
    ChoiceRow *m_form;
    LayoutChart *m_chart;
    TableWidget *m_table;
};

} // namespace ui
