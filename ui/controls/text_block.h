// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QLabel>

namespace ui {

// Text of several lines in the colours of the theme, as high as its width makes it.
class TextBlock : public QLabel
{
    Q_OBJECT

public:
    enum class Tone { Plain, Quiet, Accent };

    // size: logical pixels; 0: that of the role.
    explicit TextBlock(TextRole role, Tone tone = Tone::Plain, double size = 0,
                       QWidget *parent = nullptr);

    void setLook(const Look &look);
    // Nothing to say takes no room.
    void say(const QString &text);
    [[nodiscard]] QString text() const { return m_said; }
    void setText(const QString &) = delete; // which would not be what was said

    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    TextRole m_role;
    Tone m_tone;
    double m_size;
    QString m_said;
};

} // namespace ui
