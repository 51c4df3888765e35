// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/titled_card.h"

#include <QPainter>

namespace ui {

namespace {

constexpr double kHeader = 38;
constexpr double kPadding = 16;
constexpr double kFoot = 10;

} // namespace

TitledCard::TitledCard(const QString &title, QWidget *content, QWidget *parent)
    : Card(parent), m_title(title), m_content(content)
{
    content->setParent(this);
}

void TitledCard::setNote(const QString &note)
{
    m_note = note;
    update();
}

void TitledCard::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    updateGeometry();
    place();
}

QSize TitledCard::around(const QSize &content) const
{
    return content + QSize(m_look.ipx(2 * kPadding), m_look.ipx(kHeader + kFoot));
}

QSize TitledCard::sizeHint() const
{
    return around(m_content->sizeHint());
}

QSize TitledCard::minimumSizeHint() const
{
    return around(m_content->minimumSizeHint());
}

void TitledCard::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    place();
}

void TitledCard::place()
{
    const int padding = m_look.ipx(kPadding);
    m_content->setGeometry(
        rect().adjusted(padding, m_look.ipx(kHeader), -padding, -m_look.ipx(kFoot)));
}

void TitledCard::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    const QRectF line(m_look.px(kPadding), m_look.px(6), width() - m_look.px(2 * kPadding),
                      m_look.px(kHeader - 8));
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const auto edge = [](bool right) {
        return static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    };
    painter.setFont(m_look.font(TextRole::Caption));
    painter.setPen(m_look.theme.text2);
    painter.drawText(line, edge(!reversed), m_note);
    const double noteWidth = QFontMetricsF(painter.font()).horizontalAdvance(m_note);
    painter.setFont(m_look.font(TextRole::SectionTitle, 14));
    painter.setPen(m_look.theme.text1);
    const double room = line.width() - noteWidth - m_look.px(8);
    const QString shown = QFontMetricsF(painter.font()).elidedText(m_title, Qt::ElideRight, room);
    painter.drawText(line, edge(reversed), shown);
    setToolTip(shown == m_title ? QString() : m_title);
}

} // namespace ui
