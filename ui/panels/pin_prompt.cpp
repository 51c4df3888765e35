// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/pin_prompt.h"

#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"

#include <algorithm>

namespace ui {

namespace {

constexpr double kGap = 14; // logical
constexpr double kWidth = 420;

} // namespace

PinPrompt::PinPrompt(QWidget *parent)
    : Card(parent), m_words(new TextBlock(TextRole::Control, TextBlock::Tone::Plain, 14, this)),
      m_pin(new PushButton(PushButton::Kind::Primary, QStringLiteral("pin"), tr("Pin as A"), this))
{
    setAccessibleName(tr("Nothing is pinned"));
    setFocusProxy(m_pin);
    m_words->setAlignment(Qt::AlignCenter);
    m_words->say(
        tr("Pin this result as A. Then open another scenario, or change this one: it is B."));
    m_pin->setToolTip(tr("Hold this result fast (P)"));
    connect(m_pin, &QAbstractButton::clicked, this, &PinPrompt::pinRequested);
}

void PinPrompt::setLook(const Look &look)
{
    Card::setLook(look);
    m_look = look;
    m_words->setLook(look);
    m_pin->setLook(look);
    place();
}

void PinPrompt::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    place();
}

void PinPrompt::place()
{
    const int wide = std::min(width() - m_look.ipx(24), m_look.ipx(kWidth));
    const int words = m_words->heightForWidth(wide);
    const QSize button = m_pin->sizeHint();
    const int top = (height() - words - m_look.ipx(kGap) - button.height()) / 2;
    m_words->setGeometry((width() - wide) / 2, top, wide, words);
    m_pin->move((width() - button.width()) / 2, top + words + m_look.ipx(kGap));
    m_pin->resize(button);
}

} // namespace ui
