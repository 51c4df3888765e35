// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/what_if_card.h"

#include "ui/paint/fitted_text.h"
#include "ui/paint/primitives.h"

#include <QAccessible>
#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

constexpr double kHeight = 120; // the longest reason in four lines, and two lines of effects
constexpr double kPadding = 10;
constexpr double kIconSize = 18;
constexpr double kIconGap = 8;

} // namespace

WhatIfCard::WhatIfCard(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("whatIf"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void WhatIfCard::say(Kind kind, const WhatIfText &text)
{
    if (kind == m_kind && text == m_text)
        return;
    m_kind = kind;
    m_text = text;
    const QString all = QString(text.headline + u' ' + text.details).trimmed();
    setAccessibleName(all);
    setToolTip(all);
    if (kind != Kind::Quiet && QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
    update();
}

void WhatIfCard::repeat(const WhatIfCard &other)
{
    m_kind = other.m_kind;
    m_text = other.m_text;
    setToolTip(other.toolTip());
    update();
}

void WhatIfCard::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

QSize WhatIfCard::sizeHint() const
{
    return {m_look.ipx(120), m_look.ipx(kHeight)};
}

void WhatIfCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    painter.fillRect(rect(), theme.surface); // it may lie over controls
    const bool refused = m_kind == Kind::Refusal;
    const bool quiet = m_kind == Kind::Quiet;
    const QColor fill = quiet ? theme.surface2 : refused ? theme.problemSoft : theme.accentSoft;
    drawRounded(painter, rect(), m_look.px(kControlRadius), fill, quiet ? theme.line : fill,
                m_look.px(theme.lineWidth));
    const double padding = m_look.px(kPadding);
    QRectF area = QRectF(rect()).adjusted(padding, padding, -padding, -padding);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    if (!quiet) {
        const double size = m_look.px(kIconSize);
        const QRectF icon(reversed ? area.right() - size : area.left(), area.top(), size, size);
        drawIcon(painter, icon, refused ? QStringLiteral("warning") : QStringLiteral("info"),
                 refused ? theme.problemText : theme.accent, kIconSize, m_look);
        const double shift = size + m_look.px(kIconGap);
        area.adjust(reversed ? 0 : shift, 0, reversed ? -shift : 0, 0);
    }
    const int flags = static_cast<int>(Qt::TextWordWrap | Qt::AlignTop |
                                       (reversed ? Qt::AlignRight : Qt::AlignLeft));
    const QFont strong = m_look.font(TextRole::CaptionStrong);
    const QFont plain = m_look.font(TextRole::Caption);
    const double below = m_text.details.isEmpty() ? 0 : QFontMetricsF(plain).height();
    const QString headline =
        fittedText(m_text.headline, strong, {area.width(), area.height() - below});
    painter.setFont(strong);
    painter.setPen(refused ? theme.problemText : theme.text1);
    QRectF used;
    painter.drawText(area, flags, headline, &used);
    area.setTop(used.bottom() + m_look.px(3));
    painter.setFont(plain);
    painter.setPen(theme.text2);
    painter.drawText(area, flags, fittedText(m_text.details, plain, area.size()));
}

void repeatWhereSeen(WhatIfCard &copy, const WhatIfCard &card, const QRect &area,
                     const ToldOf &controls)
{
    const QRect own(card.mapTo(copy.parentWidget(), QPoint()), card.size());
    const bool needed = card.kind() != WhatIfCard::Kind::Quiet && !area.contains(own);
    if (needed) {
        copy.repeat(card);
        const QRect bottom(own.left(), area.bottom() + 1 - own.height(), own.width(), own.height());
        const QRect top = bottom.translated(0, area.top() - bottom.top());
        const auto hidesOthers = [&controls](const QRect &place) {
            return std::ranges::any_of(
                controls.gaveWay, [&place](const QRect &each) { return each.intersects(place); });
        };
        const bool topIsFree = !controls.moved.intersects(top) && !hidesOthers(top);
        const bool endIsSeen = own.top() < area.top() && own.bottom() > area.top();
        const bool beginIsSeen =
            area.contains(own.topLeft()); // the copy at the bottom would cover it
        const bool atTop = controls.moved.intersects(bottom) ||
                           (topIsFree && (endIsSeen || (hidesOthers(bottom) && !beginIsSeen)));
        copy.setGeometry(atTop ? top : bottom);
        copy.raise();
    }
    copy.setVisible(needed);
}

} // namespace ui
