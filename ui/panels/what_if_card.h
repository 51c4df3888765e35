// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"
#include "ui/words/what_if_texts.h"

#include <QWidget>

#include <vector>

namespace ui {

// Says what gave way to a control and why. Its space is always reserved, so that nothing moves
// during a drag.
class WhatIfCard : public QWidget
{
    Q_OBJECT

public:
    enum class Kind {
        Quiet,  // nothing happened
        Change, // something gave way
        Refusal // a number was not taken
    };

    explicit WhatIfCard(QWidget *parent = nullptr);
    // Says the same as another one, which is out of sight and has been heard.
    void repeat(const WhatIfCard &other);

    void say(Kind kind, const WhatIfText &text);
    void setLook(const Look &look);
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const WhatIfText &text() const { return m_text; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void placed(); // elsewhere in its parent

protected:
    void paintEvent(QPaintEvent *event) override;
    void moveEvent(QMoveEvent *) override { Q_EMIT placed(); }

private:
    Kind m_kind = Kind::Quiet;
    WhatIfText m_text;
    Look m_look;
};

// Where controls are that a note is about.
struct ToldOf
{
    QRect moved;                // by hand; null: none in sight
    std::vector<QRect> gaveWay; // or followed
};

// What gave way is told where it is seen, and never over the control that is moved: where the card
// is out of the area, a copy over the same panel repeats it at the bottom of the area. At its top
// where that hides the card's own end, the moved control, or others that no note at the top hides.
void repeatWhereSeen(WhatIfCard &copy, const WhatIfCard &card, const QRect &area,
                     const ToldOf &controls);

} // namespace ui
