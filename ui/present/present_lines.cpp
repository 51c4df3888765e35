// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/present_lines.h"

#include "ui/controls/elided_label.h"
#include "ui/present/present_screen.h"

#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kMargin = 17;
constexpr double kHeader = 48;
constexpr double kFooter = 42;
constexpr double kTitle = 26; // of the type
constexpr double kNextLine = 16;
constexpr double kQuietLine = 14;
constexpr double kTypeOfLabel = 13; // that a line of text has at scale 1

// A line of text in another size than its role has.
Look sized(Look look, double logicalPixels)
{
    look.scale *= logicalPixels / kTypeOfLabel;
    return look;
}

} // namespace

PresentLines::PresentLines(QWidget &content)
    : m_content(content), m_title(new ElidedLabel(TextRole::ControlStrong, &content)),
      m_progress(new ElidedLabel(TextRole::Control, &content)),
      m_headline(new ElidedLabel(TextRole::ControlStrong, &content)),
      m_caption(new ElidedLabel(TextRole::ControlStrong, &content)),
      m_keys(new ElidedLabel(TextRole::Control, &content))
{
    m_headline->setAlignment(Qt::AlignRight);
    m_progress->setAlignment(Qt::AlignRight);
    m_keys->setAlignment(Qt::AlignRight);
    setKeys({});
}

void PresentLines::setLook(const Look &look)
{
    m_look = look;
    m_title->setLook(sized(look, kTitle));
    m_headline->setLook(sized(look, kTitle));
    m_progress->setLook(sized(look, kQuietLine));
    m_caption->setLook(sized(look, kNextLine));
    m_keys->setLook(sized(look, kQuietLine));
}

void PresentLines::say(const QString &title, const QString &progress, const QString &headline)
{
    m_title->setText(title);
    m_title->setAccessibleName(title);
    m_progress->setText(progress);
    m_headline->setText(headline);
    m_headline->setAccessibleName(headline);
}

void PresentLines::setKeys(const QString &keys)
{
    m_keys->setText(keys.isEmpty()
                        ? PresentScreen::tr("Space play · → next event · ← back · Esc leave")
                        : keys);
}

void PresentLines::setCaption(const QString &caption)
{
    m_caption->setText(caption);
    m_caption->setAccessibleName(caption);
}

QString PresentLines::caption() const
{
    return m_caption->text();
}

const QWidget &PresentLines::headline() const
{
    return *m_headline;
}

QRect PresentLines::place()
{
    const QRect room = m_content.rect();
    const auto put = [&](ElidedLabel *label, double left, double right, double top, double high) {
        const QRect area(m_look.ipx(left),
                         qRound(top) + (m_look.ipx(high) - label->sizeHint().height()) / 2,
                         room.width() - m_look.ipx(left + right), label->sizeHint().height());
        label->setGeometry(QStyle::visualRect(m_content.layoutDirection(), room, area));
    };
    const double all = room.width() / m_look.scale;
    const double inner = kMargin + 3;
    const auto wide = [this](const ElidedLabel *label) {
        return label->text().isEmpty() ? 0 : label->sizeHint().width() / m_look.scale + 16;
    };
    const double headline = std::min(wide(m_headline), all / 2);
    const double progress = std::min(wide(m_progress), all / 4);
    put(m_headline, all - inner - headline, inner, 0, kHeader);
    put(m_progress, all - inner - headline - progress, inner + headline, 0, kHeader);
    put(m_title, inner, inner + headline + progress, 0, kHeader);
    const double foot = room.height() - m_look.px(kFooter);
    const double keys = std::min(wide(m_keys), all * 0.45);
    put(m_keys, all - inner - keys, inner, foot, kFooter);
    put(m_caption, inner, inner + keys, foot, kFooter);
    return room.adjusted(m_look.ipx(kMargin), m_look.ipx(kHeader), -m_look.ipx(kMargin),
                         -m_look.ipx(kFooter));
}

} // namespace ui
