// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/listing_view.h"

#include "ui/controls/column.h"
#include "ui/paint/primitives.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

// Logical pixels.
constexpr double kPadding = 10;
constexpr double kNumbers = 22;
constexpr double kLine = 17;
constexpr double kLargest = 12.5;
constexpr double kSmallest = 8;
constexpr int kWraps = static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap;
// Room for the whole list is kept, so that nothing moves while it grows.
constexpr int kListLines = 3;

} // namespace

ListingView::ListingView(QWidget *parent) : QWidget(parent)
{
    followWidth(*this);
}

void ListingView::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void ListingView::setCode(const QStringList &code)
{
    m_code = code;
    name();
    updateGeometry();
    update();
}

void ListingView::show(const std::vector<int> &marked, const QStringList &printed)
{
    if (marked == m_marked && printed == m_printed)
        return;
    m_marked = marked;
    m_printed = printed;
    name();
    if (!m_grows)
        updateGeometry();
    update();
}

void ListingView::setGrows(bool grows)
{
    if (std::exchange(m_grows, grows) != grows)
        updateGeometry();
}

// A screen reader says the lines at hand and the list.
void ListingView::name()
{
    QStringList lines;
    for (const int line : m_marked)
        lines.append(tr("line %1: %2").arg(line).arg(m_code.value(line - 1).trimmed()));
    setAccessibleName(tr("Program. %1. %2").arg(lines.join(QStringLiteral(", ")), entries()));
}

QString ListingView::entries() const
{
    QStringList quoted;
    for (const QString &entry : m_printed)
        quoted.append(u'\'' + entry + u'\'');
    return tr("visits = [%1]").arg(quoted.join(QStringLiteral(", ")));
}

int ListingView::lineHeight() const
{
    return m_look.ipx(kLine);
}

int ListingView::listHeight(int width) const
{
    if (m_grows)
        return kListLines * lineHeight();
    const QFontMetrics metrics(m_look.font(TextRole::Mono, 11));
    const QRect room(0, 0, width - 2 * m_look.ipx(kPadding), kListLines * lineHeight());
    return std::max(lineHeight(), metrics.boundingRect(room, kWraps, entries()).height());
}

QFont ListingView::codeFont(int width) const
{
    const double room = width - m_look.px(2 * kPadding + kNumbers);
    double longest = 1;
    const QFont full = m_look.font(TextRole::Mono, kLargest);
    for (const QString &line : m_code)
        longest = std::max(longest, textWidth(full, line));
    const double share = std::min(1.0, room / longest);
    return m_look.font(TextRole::Mono, std::max(kSmallest, kLargest * share));
}

QSize ListingView::sizeHint() const
{
    return {m_look.ipx(340), heightForWidth(m_look.ipx(340))};
}

QSize ListingView::minimumSizeHint() const
{
    return {m_look.ipx(160), 1};
}

int ListingView::heightForWidth(int width) const
{
    return static_cast<int>(m_code.size()) * lineHeight() + listHeight(width) +
           m_look.ipx(3 * kPadding);
}

void ListingView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    drawRounded(painter, rect(), m_look.px(8), theme.surface2, theme.flat ? theme.line2 : QColor(),
                m_look.px(1));
    const double padding = m_look.px(kPadding);
    const double left = padding + m_look.px(kNumbers);
    const QFont font = codeFont(width());
    for (int i = 0; i < m_code.size(); ++i) {
        const QRectF line(0, padding + i * lineHeight(), width(), lineHeight());
        const bool marked = std::ranges::find(m_marked, i + 1) != m_marked.end();
        if (marked) {
            painter.fillRect(line, theme.accentSoft);
            painter.fillRect(QRectF(0, line.top(), m_look.px(3), line.height()), theme.accent);
        }
        painter.setFont(font);
        painter.setPen(theme.text3);
        painter.drawText(line.adjusted(padding, 0, 0, 0),
                         static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                         QString::number(i + 1));
        painter.setPen(theme.text1);
        painter.drawText(line.adjusted(left, 0, -padding, 0),
                         static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), m_code[i]);
    }
    const double top = padding * 2 + static_cast<double>(m_code.size()) * lineHeight();
    painter.setPen(QPen(theme.line2, m_look.px(1)));
    painter.drawLine(QPointF(padding, top - padding / 2),
                     QPointF(width() - padding, top - padding / 2));
    painter.setFont(m_look.font(TextRole::Mono, 11));
    painter.setPen(theme.text1);
    painter.drawText(QRectF(padding, top, width() - 2 * padding, listHeight(width())), kWraps,
                     entries());
}

} // namespace ui
