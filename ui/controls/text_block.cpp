// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/text_block.h"

#include "ui/words/figure_texts.h"

namespace ui {

TextBlock::TextBlock(TextRole role, Tone tone, double size, QWidget *parent)
    : QLabel(parent), m_role(role), m_tone(tone), m_size(size)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignLeading | Qt::AlignTop);
    setLook(Look());
}

void TextBlock::setLook(const Look &look)
{
    setFont(m_size > 0 ? look.font(m_role, m_size) : look.font(m_role));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_tone == Tone::Quiet    ? look.theme.text2
                                           : m_tone == Tone::Accent ? look.theme.accent
                                                                    : look.theme.text1);
    setPalette(colours);
    updateGeometry();
}

void TextBlock::say(const QString &text)
{
    if (parentWidget() != nullptr) // else it would open a window
        setHidden(text.isEmpty());
    if (text == m_said)
        return;
    m_said = text;
    QLabel::setText(withUnbrokenFigures(text));
    updateGeometry();
}

// Words may be cut into lines.
QSize TextBlock::minimumSizeHint() const
{
    return {1, 1};
}

} // namespace ui
