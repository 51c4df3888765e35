// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QWidget>

#include <vector>

namespace ui {

// A dash for each step or question: done, wrong (outlined), at hand, or to come.
class ProgressDashes : public QWidget
{
    Q_OBJECT

public:
    enum class Dash { Done, Wrong, Current, ToCome };

    explicit ProgressDashes(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setDashes(const std::vector<Dash> &dashes);
    [[nodiscard]] const std::vector<Dash> &dashes() const { return m_dashes; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    std::vector<Dash> m_dashes;
};

} // namespace ui
