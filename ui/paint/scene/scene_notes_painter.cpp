// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/scene_notes_painter.h"

#include "core/analysis/communication_moment.h"
#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/words/square_texts.h"
#include "ui/words/text_of.h"

#include <QFontMetricsF>
#include <QObject>

#include <algorithm>

namespace ui {
namespace {

// Logical pixels.
constexpr double kBoxPadding = 7;
constexpr double kBoxTitle = 18;
constexpr double kBoxGap = 8;
constexpr double kBriefLine = 16;

double heightOf(const QString &words, const QFont &font, double width)
{
    return QFontMetricsF(font)
        .boundingRect(QRectF(0, 0, width, 1e4), Qt::TextWordWrap, words)
        .height();
}

QString wordsOf(const TroubleTexts &texts)
{
    return texts.cost.isEmpty() ? texts.state : texts.state + QStringLiteral("; ") + texts.cost;
}

// With a line to its square.
void paintTrouble(QPainter &painter, const QRectF &box, const QRectF &square,
                  const TroubleTexts &texts, const Look &look)
{
    const Theme &theme = look.theme;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.problem, look.px(1.25)));
    const QPointF from(square.right() + look.px(2), square.center().y());
    const double y = std::clamp(from.y(), box.top() + look.px(8), box.bottom() - look.px(8));
    const QPointF bend(std::min(from.x() + std::abs(y - from.y()), box.left()), y);
    const QPointF way[] = {from, bend, {box.left(), y}};
    painter.drawPolyline(way, 3);
    drawRounded(painter, box, look.px(6), theme.surface, theme.problem, look.px(1.25));
    const QRectF inner = box.adjusted(look.px(kBoxPadding), look.px(4), -look.px(kBoxPadding), 0);
    const QRectF title(inner.left(), inner.top(), inner.width(), look.px(kBoxTitle));
    drawIcon(painter, QRectF(title.left(), title.top(), look.px(15), title.height()), texts.icon,
             theme.problemText, 15, look);
    painter.setFont(look.font(TextRole::CaptionStrong));
    painter.setPen(theme.text1);
    painter.drawText(title.adjusted(look.px(20), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     texts.name);
    painter.setFont(look.font(TextRole::Caption));
    painter.setPen(theme.text2);
    painter.drawText(QRectF(inner.left(), title.bottom(), inner.width(), inner.height()),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, wordsOf(texts));
}

// Of a collective that runs: where it is.
QString ringSentence(const core::Snapshot &snapshot, core::Nanos time)
{
    const auto ring = core::collectiveAt(snapshot, 0, time);
    if (!ring)
        return {};
    const QString step =
        QObject::tr("step %1 of %2").arg(countText(ring->step + 1), countText(ring->steps));
    if (ring->buckets == 1)
        return QObject::tr("gradient sync,\n%1").arg(step);
    return QObject::tr("bucket %1 of %2,\n%3")
        .arg(countText(ring->bucket + 1), countText(ring->buckets), step);
}

void paintWords(QPainter &painter, const QRectF &rect, const QString &words, const QColor &colour,
                const Look &look)
{
    const QFont caption = look.font(TextRole::Caption);
    const double height = heightOf(words, caption, rect.width());
    painter.setFont(caption);
    painter.setPen(colour);
    painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), height + 1),
                     Qt::AlignLeft | Qt::TextWordWrap, words);
}

// Where there is no room for a box.
void paintBrief(QPainter &painter, const QRectF &area, const QString &words, const Look &look)
{
    painter.setFont(look.font(TextRole::CaptionStrong));
    painter.setPen(look.theme.problemText);
    painter.drawText(QRectF(area.left(), area.top(), area.width(), look.px(kBriefLine)),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(words, Qt::ElideRight, area.width()));
}

// A box for each, as near to its square as those above it allow; then how many are left.
void paintTroubles(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                   QRectF area, core::Nanos time, const Look &look)
{
    const std::vector<int> troubled = troubledDevices(snapshot);
    const QFont caption = look.font(TextRole::Caption);
    for (std::size_t i = 0; i < troubled.size(); ++i) {
        const CardGeometry *card = cardOf(layout, troubled[i]);
        const TroubleTexts texts = troubleTexts(snapshot, troubled[i], time);
        const double width = area.width() - look.px(2 * kBoxPadding);
        const double height = look.px(kBoxTitle + 8) + heightOf(wordsOf(texts), caption, width);
        const auto left = static_cast<std::int64_t>(troubled.size() - i);
        if (card == nullptr || height > area.height() - (left > 1 ? look.px(kBriefLine) : 0)) {
            paintBrief(painter, area,
                       i == 0 ? QObject::tr("%1: %2").arg(texts.name, texts.state)
                              : QObject::tr("and %1 more").arg(countText(left)),
                       look);
            return;
        }
        const double wanted = card->card.center().y() - height / 2;
        const double last = left > 1 ? area.top() : area.bottom() - height;
        const double top = std::clamp(wanted, area.top(), std::max(area.top(), last));
        paintTrouble(painter, QRectF(area.left(), top, area.width(), height), card->card, texts,
                     look);
        area.setTop(top + height + look.px(kBoxGap));
    }
}

} // namespace

void paintNotes(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                core::Nanos time, const Look &look)
{
    QRectF area = layout.squares.notes;
    const QFont caption = look.font(TextRole::Caption);
    const QString about = squaresSentence(snapshot, layout);
    QRectF foot = area;
    foot.setTop(area.bottom() - heightOf(about, caption, area.width()));
    paintWords(painter, foot, about, look.theme.text3, look);
    if (const QString ring = ringSentence(snapshot, time); !ring.isEmpty())
        paintWords(painter, area, ring, look.theme.text2, look);
    // Its place stays, whether gradients are in flight or not.
    area.setTop(area.top() + 2 * QFontMetricsF(caption).lineSpacing() + look.px(4));
    area.setBottom(foot.top() - look.px(kBoxGap));
    paintTroubles(painter, snapshot, layout, area, time, look);
}

} // namespace ui
