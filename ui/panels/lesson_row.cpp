// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/lesson_row.h"

#include "ui/controls/column.h"
#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

namespace ui {

namespace {

// Logical pixels.
constexpr double kPadding = 12;
constexpr double kSign = 24;
constexpr int kWraps = static_cast<int>(Qt::AlignLeading | Qt::AlignTop) | Qt::TextWordWrap;

} // namespace

LessonRow::LessonRow(const core::Lesson &lesson, int number, QWidget *parent)
    : QAbstractButton(parent), m_id(QString::fromStdString(lesson.id)),
      m_goal(QString::fromStdString(lesson.goal)), m_takes(lesson.minutes), m_number(number)
{
    setText(QString::fromStdString(lesson.title));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    followWidth(*this);
    setLeft(0);
}

void LessonRow::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void LessonRow::setDone(bool done)
{
    m_done = done;
    nameIt();
    update();
}

void LessonRow::setLeft(std::size_t page)
{
    m_aside = page > 0 ? tr("go on with page %1").arg(page + 1) : tr("%n min", nullptr, m_takes);
    nameIt();
    updateGeometry();
    update();
}

void LessonRow::nameIt()
{
    if (m_number == 0)
        setAccessibleName(tr("Your lesson %1").arg(text()));
    else
        setAccessibleName(m_done ? tr("Lesson %1, %2, done").arg(m_number).arg(text())
                                 : tr("Lesson %1, %2").arg(m_number).arg(text()));
    setAccessibleDescription(tr("%1 %2").arg(m_goal, m_aside));
}

QRect LessonRow::textArea(int wide) const
{
    const int left = m_look.ipx(2 * kPadding + kSign);
    return {left, m_look.ipx(9), std::max(1, wide - left - m_look.ipx(kPadding)),
            std::max(0, height() - m_look.ipx(18))};
}

int LessonRow::heightOfLines(const QFont &font, const QString &text, int wide) const
{
    return QFontMetrics(font).boundingRect(QRect(0, 0, wide, 10000), kWraps, text).height();
}

QSize LessonRow::sizeHint() const
{
    const int wide = m_look.ipx(240);
    return {wide, heightForWidth(wide)};
}

QSize LessonRow::minimumSizeHint() const
{
    return {m_look.ipx(160), m_look.ipx(40)};
}

int LessonRow::heightForWidth(int width) const
{
    const int room = textArea(width).width();
    return heightOfLines(m_look.font(TextRole::ControlStrong, 14), text(), titleRoom(room)) +
           heightOfLines(m_look.font(TextRole::Caption), m_goal, room) + m_look.ipx(20);
}

// The minutes stand behind the title.
int LessonRow::titleRoom(int room) const
{
    const int minutes = qCeil(textWidth(m_look.font(TextRole::Caption), m_aside));
    return std::max(1, room - minutes - m_look.ipx(8));
}

void LessonRow::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), m_look.px(8), m_look};
    });
}

void LessonRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    QColor fill = theme.surface2;
    if (underMouse() || isDown())
        fill = mixed(fill, theme.accent, isDown() ? 0.2 : 0.1);
    drawRounded(painter, rect(), m_look.px(8), fill, theme.flat ? theme.line2 : QColor(),
                m_look.px(theme.lineWidth));
    const auto mirrored = [this](const QRect &area) {
        return QRectF(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    const QRectF sign =
        mirrored({m_look.ipx(kPadding), m_look.ipx(9), m_look.ipx(kSign), m_look.ipx(kSign)});
    drawRounded(painter, sign, m_look.px(kSign / 2), m_done ? theme.accent : theme.surface,
                theme.accent, m_look.px(1.5));
    if (m_done) {
        drawIcon(painter, sign, QStringLiteral("check"), theme.onAccent, 14, m_look);
    } else {
        painter.setFont(m_look.font(TextRole::CaptionStrong));
        painter.setPen(theme.accent);
        painter.drawText(sign, Qt::AlignCenter,
                         m_number > 0 ? QString::number(m_number) : QStringLiteral("•"));
    }
    const QFont strong = m_look.font(TextRole::ControlStrong, 14);
    QRect area = textArea(width());
    const int title = titleRoom(area.width());
    painter.setFont(m_look.font(TextRole::Caption));
    painter.setPen(theme.text2);
    painter.drawText(mirrored(area), static_cast<int>(Qt::AlignTrailing | Qt::AlignTop), m_aside);
    area.setTop(area.top() + heightOfLines(strong, text(), title) + m_look.ipx(2));
    painter.drawText(mirrored(area), kWraps, m_goal);
    painter.setFont(strong);
    painter.setPen(theme.text1);
    area = textArea(width());
    area.setWidth(title);
    painter.drawText(mirrored(area), kWraps, text());
}

} // namespace ui
