// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/focus_ring.h"
#include "ui/paint/look.h"
#include "ui/words/idea_texts.h"

#include <QAbstractButton>

namespace ui {

// One idea: what, why, how much.
class IdeaRow : public QAbstractButton
{
    Q_OBJECT

public:
    IdeaRow(const IdeaText &text, bool best, QWidget *parent);

    void setLook(const Look &look);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    IdeaText m_text;
    bool m_best;
    Look m_look;
    QPointer<FocusRing> m_focusRing;
};

} // namespace ui
