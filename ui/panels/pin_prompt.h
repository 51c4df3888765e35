// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/card.h"

namespace ui {

class PushButton;
class TextBlock;

// In place of a result A, where none is pinned: what to do, and the button that does it.
class PinPrompt : public Card
{
    Q_OBJECT

public:
    explicit PinPrompt(QWidget *parent = nullptr);
    void setLook(const Look &look);

Q_SIGNALS:
    void pinRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    Look m_look;
    TextBlock *m_words;
    PushButton *m_pin;
};

} // namespace ui
