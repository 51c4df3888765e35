// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/area_panel.h"

#include "ui/controls/push_button.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kPadding = 14;
constexpr double kTitle = 30;
constexpr double kFoot = 40;
constexpr double kButton = 28;
constexpr double kGap = 8;
constexpr double kAway = 12; // from the area

} // namespace

AreaPanel::AreaPanel(QWidget *parent)
    : Card(parent), m_close(new IconButton(QStringLiteral("cross"), tr("Close"), this)),
      m_copy(new IconButton(QStringLiteral("copy"), tr("Copy the numbers"), this)),
      m_zoom(new PushButton(PushButton::Kind::Outline, QStringLiteral("search"),
                            tr("Zoom to selection"), this))
{
    setObjectName(QStringLiteral("area-panel"));
    setAccessibleName(tr("Selection"));
    setWhatsThis(tr("How the time in the selected area is spent: of all its GPUs together in "
                    "percent, of each of them on average in seconds. A part of a span counts for "
                    "as much of it as lies in the area. Sent is what these GPUs give to others."));
    for (PushButton *button : {m_close, m_copy, m_zoom})
        button->setLogicalHeight(kButton);
    connect(m_close, &PushButton::clicked, this, &AreaPanel::closeWanted);
    connect(m_copy, &PushButton::clicked, this, &AreaPanel::copyWanted);
    connect(m_zoom, &PushButton::clicked, this, &AreaPanel::zoomWanted);
}

void AreaPanel::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    for (PushButton *button : {m_close, m_copy, m_zoom})
        button->setLook(look);
}

void AreaPanel::setTexts(const AreaTexts &texts)
{
    m_texts = texts;
    QStringList spoken = {texts.extent};
    for (const AreaLine &line : texts.lines)
        spoken.append(line.text + QChar::Space + line.share);
    spoken.append(texts.sent);
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

QSize AreaPanel::sizeOf(AreaColumns columns) const
{
    const QSizeF numbers = areaNumbersSize(m_texts, columns, m_look);
    const double title = textWidth(m_look.font(TextRole::CardTitle), accessibleName()) +
                         m_look.px(kGap) +
                         textWidth(m_look.font(TextRole::Control), m_texts.extent) +
                         m_look.px(kGap) + m_close->sizeHint().width();
    const QFont caption = m_look.font(TextRole::Caption);
    const double foot =
        std::max(textWidth(caption, m_texts.sent), textWidth(caption, m_texts.spans)) +
        m_look.px(2 * kGap) + m_copy->sizeHint().width() + m_zoom->sizeHint().width();
    const double width = std::max({numbers.width(), title, foot}) + m_look.px(2 * kPadding);
    return {static_cast<int>(std::ceil(width)),
            static_cast<int>(std::ceil(numbers.height() + m_look.px(kTitle + kFoot + kPadding)))};
}

void AreaPanel::place(const QRect &room, const QRect &beside)
{
    m_columns =
        sizeOf(AreaColumns::One).height() <= room.height() ? AreaColumns::One : AreaColumns::Two;
    const QSize size = sizeOf(m_columns);
    const int away = m_look.ipx(kAway);
    int left = beside.right() + away;
    if (left + size.width() > room.right() && beside.left() - away - size.width() >= room.left())
        left = beside.left() - away - size.width();
    left = std::clamp(left, room.left(), std::max(room.left(), room.right() - size.width()));
    const int top =
        std::clamp(beside.top(), room.top(), std::max(room.top(), room.bottom() - size.height()));
    setGeometry(QRect(QPoint(left, top), size));
    placeButtons();
}

void AreaPanel::placeButtons()
{
    const int padding = m_look.ipx(kPadding);
    const auto put = [](QWidget *button, int right, int middle) {
        const QSize size = button->sizeHint();
        button->setGeometry(QRect(QPoint(right - size.width(), middle - size.height() / 2), size));
    };
    put(m_close, width() - m_look.ipx(4), m_look.ipx(kTitle / 2 + 4));
    const int foot = height() - m_look.ipx(kFoot / 2 + 3);
    put(m_zoom, width() - padding, foot);
    put(m_copy, m_zoom->x() - m_look.ipx(kGap / 2), foot);
}

void AreaPanel::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double padding = m_look.px(kPadding);
    QRectF title(padding, m_look.px(4), width() - 2 * padding, m_look.px(kTitle));
    painter.setFont(m_look.font(TextRole::CardTitle));
    painter.setPen(m_look.theme.text1);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, accessibleName());
    title.setLeft(title.left() + textWidth(painter.font(), accessibleName()) + m_look.px(kGap));
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(m_look.theme.text2);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, m_texts.extent);
    paintAreaNumbers(painter, {padding, m_look.px(kTitle + 4)}, m_texts, m_columns, m_look);
    const double line = m_look.px(m_look.theme.lineWidth);
    const double foot = height() - m_look.px(kFoot + 3);
    painter.fillRect(QRectF(padding, foot, width() - 2 * padding, line), m_look.theme.line);
    const QRectF about(padding, foot + line, m_copy->x() - padding, m_look.px(kFoot));
    painter.setFont(m_look.font(TextRole::Caption));
    painter.setPen(m_look.theme.text2);
    const QString words =
        m_texts.spans.isEmpty() ? m_texts.sent : m_texts.sent + QLatin1Char('\n') + m_texts.spans;
    painter.drawText(about, Qt::AlignLeft | Qt::AlignVCenter, words);
}

void AreaPanel::mousePressEvent(QMouseEvent *event)
{
    event->accept(); // what lies below it is not meant
}

} // namespace ui
