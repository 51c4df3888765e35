// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/refusal_strip.h"

#include "ui/editor/editor_texts.h"
#include "ui/paint/primitives.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace ui {

namespace {

constexpr double kHeight = 52; // logical pixels

} // namespace

RefusalStrip::RefusalStrip(EditorSession &session, QWidget *parent)
    : QWidget(parent), m_session(session)
{
    setAccessibleName(tr("Why an edit is not possible"));
    connect(&session, &EditorSession::changed, this, &RefusalStrip::renew);
}

void RefusalStrip::renew()
{
    const QString told = m_session.refused()
                             ? refusalTitle(m_session) + QLatin1Char(' ') + refusalReason(m_session)
                             : QString();
    if (told != accessibleDescription()) {
        setAccessibleDescription(told);
        if (!told.isEmpty()) {
            QAccessibleEvent alert(this, QAccessible::Alert);
            QAccessible::updateAccessibility(&alert);
        }
    }
    update();
}

void RefusalStrip::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

QSize RefusalStrip::sizeHint() const
{
    return {m_look.ipx(400), m_look.ipx(kHeight)};
}

// All of it, where it does not fit.
bool RefusalStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !m_session.refused())
        return QWidget::event(event);
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), accessibleDescription(),
                       this);
    return true;
}

void RefusalStrip::paintEvent(QPaintEvent *)
{
    if (!m_session.refused())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    drawRounded(painter, QRectF(rect()), m_look.px(kControlRadius), theme.problemSoft,
                theme.problem, m_look.px(1));
    const double icon = m_look.px(20);
    drawIcon(painter, {m_look.px(14), (height() - icon) / 2, icon, icon}, QStringLiteral("warning"),
             theme.problemText, 18, m_look);
    const QRectF words =
        QRectF(rect()).adjusted(m_look.px(44), m_look.px(7), -m_look.px(12), -m_look.px(7));
    painter.setPen(theme.problemText);
    painter.setFont(m_look.font(TextRole::Control));
    const QString kind = refusalClass(m_session);
    painter.drawText(words, Qt::AlignRight | Qt::AlignTop, kind);
    const double kindWidth = textWidth(painter.font(), kind) + m_look.px(12);
    painter.setPen(theme.text1);
    painter.setFont(m_look.font(TextRole::ControlStrong));
    const auto elided = [&painter](const QString &text, double room) {
        return painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(room));
    };
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop,
                     elided(refusalTitle(m_session), words.width() - kindWidth));
    painter.setFont(m_look.font(TextRole::Caption));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom,
                     elided(refusalReason(m_session), words.width()));
}

} // namespace ui
