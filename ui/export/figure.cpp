// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure.h"

#include "ui/words/classroom_texts.h"
#include "ui/words/scene_texts.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>

namespace ui {
namespace {

constexpr double kHeadingHeight = 46; // logical pixels
constexpr double kHeadingMargin = 20;
constexpr double kLegendLineHeight = 26;
constexpr double kLowestWithHeading = 200;

} // namespace

Figure::Figure(QPainter &painter, const core::Snapshot &snapshot, const Picture &picture)
    : Figure(painter, titleInLanguage(snapshot.scenario), picture)
{
    m_snapshot = &snapshot;
}

Figure::Figure(QPainter &painter, const QString &title, const Picture &picture)
    : m_painter(painter),
      m_title(title), m_look{.theme = themeOf(picture.theme), .interactive = false},
      m_body(QPointF(0, 0), QSizeF(picture.size))
{}

void Figure::drawHeading(const QString &caption)
{
    if (m_body.height() < kLowestWithHeading)
        return;
    const QRectF line = QRectF(m_body.topLeft(), QSizeF(m_body.width(), kHeadingHeight))
                            .adjusted(kHeadingMargin, 10, -kHeadingMargin, 0);
    m_body.setTop(line.bottom());
    m_painter.setFont(m_look.font(TextRole::SectionTitle));
    const QFontMetricsF titleMetrics(m_painter.font());
    m_painter.setPen(m_look.theme.text1);
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                       titleMetrics.elidedText(m_title, Qt::ElideRight, line.width()));
    const double used = titleMetrics.horizontalAdvance(m_title) + (m_title.isEmpty() ? 0 : 14);
    // On the base line of the title.
    const double drop = (titleMetrics.ascent() - titleMetrics.descent()) / 2;
    const QRectF rest = line.adjusted(used, 0, 0, 0);
    m_painter.setFont(m_look.font(TextRole::Control));
    m_painter.setPen(m_look.theme.text2);
    if (rest.width() > kHeadingHeight)
        m_painter.drawText(
            QPointF(rest.left(), rest.center().y() + drop),
            QFontMetricsF(m_painter.font()).elidedText(caption, Qt::ElideRight, rest.width()));
}

void Figure::drawLegend(const QList<LegendEntry> &entries)
{
    if (m_body.height() < kLowestWithHeading)
        return;
    const double room = m_body.width() - 2 * kHeadingMargin;
    const double height = kLegendLineHeight * legendLines(entries, room, m_look);
    paintLegend(m_painter, QRectF(kHeadingMargin, m_body.top(), room, height), entries, m_look);
    m_body.setTop(m_body.top() + height);
}

void Figure::keepWholeRows(int count, double rowHeight)
{
    const QRectF line(kHeadingMargin, m_body.bottom() - kLegendLineHeight,
                      m_body.width() - 2 * kHeadingMargin, kLegendLineHeight);
    const int shown = static_cast<int>((line.top() - m_body.top()) / rowHeight);
    if (count * rowHeight <= m_body.height() + 0.5 || shown < 1)
        return;
    m_painter.setFont(m_look.font(TextRole::Caption));
    m_painter.setPen(m_look.theme.text2);
    m_painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                       QCoreApplication::translate(
                           "Picture", "the first %1 of %2 rows; a taller picture shows more")
                           .arg(shown)
                           .arg(count));
    m_body.setHeight(shown * rowHeight);
}

bool Figure::drawRefusal()
{
    if (!m_snapshot || m_snapshot->metrics.fits)
        return false;
    m_painter.setFont(m_look.font(TextRole::Control));
    m_painter.setPen(m_look.theme.problemText);
    m_painter.drawText(m_body.adjusted(kHeadingMargin, 0, -kHeadingMargin, 0),
                       Qt::AlignCenter | Qt::TextWordWrap, doesNotFitSentence(*m_snapshot));
    return true;
}

} // namespace ui
