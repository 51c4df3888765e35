// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QWidget>

#include <vector>

class QScrollArea;

namespace ui {

class Column;
class ScrollBar;

// The frame of a panel that leads through what the scene beside it shows: a column that scrolls, a
// line at the edge, and a footer below where there is one.
class GuidePanel : public QWidget
{
    Q_OBJECT

public:
    virtual void setLook(const Look &look);
    // As part of a presentation, which has a surface of its own.
    virtual void setPresented(bool presented);
    virtual void focusMain() = 0;

    [[nodiscard]] QSize sizeHint() const override;              // 392 logical pixels wide
    [[nodiscard]] int heightForWidth(int width) const override; // to show all of it

protected:
    explicit GuidePanel(QWidget *parent);

    static constexpr double kMargin = 20; // logical

    [[nodiscard]] Column &column() const { return *m_column; }
    [[nodiscard]] const Look &look() const { return m_look; }
    [[nodiscard]] bool isPresented() const { return m_isPresented; }
    void scrollToTop();
    void bringInSight(QWidget &part);
    // Pixels that the column leaves free at the foot.
    [[nodiscard]] virtual int footHeight() const { return 0; }
    virtual void place();
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    std::vector<QWidget *> orderStops(); // all that the Tab key leads to

    Look m_look;
    QScrollArea *m_scroll;
    ScrollBar *m_bar;
    Column *m_column;
    bool m_isPresented = false;
};

} // namespace ui
