// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/card_body.h"

#include "core/base/text.h"
#include "ui/layout/scene_texts.h"
#include "ui/paint/device_card.h"
#include "ui/paint/primitives.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int kMostSlabs = 48; // above, one slab stands for several layers

// Slabs of a tower from bottom to top.
struct Tower
{
    QRectF rect;
    int layers = 1;
    int slabs = 1;

    [[nodiscard]] int slabOf(int layer) const
    {
        return std::min(slabs - 1, static_cast<int>(static_cast<qint64>(layer) * slabs / layers));
    }
    [[nodiscard]] QRectF slab(int index) const
    {
        const double height = rect.height() / slabs;
        const double gap = std::min(2.0, height * 0.3);
        return QRectF(rect.left(), rect.bottom() - (index + 1) * height, rect.width(),
                      height - gap);
    }
};

Tower towerOf(const core::Snapshot &snapshot, const CardGeometry &card)
{
    Tower tower;
    tower.rect = card.tower;
    tower.layers = std::max(1, static_cast<int>(snapshot.scenario.model.layerCount()));
    tower.slabs = std::min(kMostSlabs, tower.layers);
    return tower;
}

// The part of every layer that a device holds, across the slab.
struct Share
{
    double begin = 0;
    double end = 1;
};

Share ownShare(const core::Snapshot &snapshot, const CardGeometry &card)
{
    const core::Plan &plan = snapshot.plan;
    const int parts = std::max(1, plan.tensor);
    const double begin = static_cast<double>(card.device % plan.groupSize % parts) / parts;
    const int owners =
        snapshot.scenario.parallel.sharding == core::Sharding::Zero3 ? plan.replicas : 1;
    const double width = 1.0 / parts / owners;
    const int owner = owners > 1 ? card.replica : 0;
    return {begin + owner * width, begin + (owner + 1) * width};
}

// What others hold of the layer is as pale as a hole.
void paintSlab(QPainter &painter, const QRectF &slab, const Share &own, const QColor &colour,
               const Look &look)
{
    if (own.end - own.begin >= 1) {
        painter.fillRect(slab, colour);
        return;
    }
    painter.fillRect(slab, mixed(colour, look.theme.surface, 0.78));
    const double width = std::max(look.px(2), (own.end - own.begin) * slab.width());
    painter.fillRect(
        QRectF(slab.left() + own.begin * slab.width(), slab.top(), width, slab.height()), colour);
}

// The number of each piece in its middle, where it is high enough.
void paintPieceNumbers(QPainter &painter, const Tower &tower, const std::vector<int> &piece,
                       const Look &look)
{
    painter.setFont(look.font(TextRole::Small, 10.5));
    for (int first = 0; first < tower.slabs;) {
        const int number = piece[static_cast<std::size_t>(first)];
        int end = first + 1;
        while (end < tower.slabs && piece[static_cast<std::size_t>(end)] == number)
            ++end;
        const QRectF whole = tower.slab(first).united(tower.slab(end - 1));
        if (number > 0 && whole.height() >= look.px(13)) {
            const double light = 0.18 + (number % 2 == 0 ? 0.3 : 0);
            const QColor ground = mixed(look.theme.memWeights, look.theme.surface, light);
            QRectF plate(0, 0, look.px(12), look.px(12));
            plate.moveCenter(whole.center());
            painter.fillRect(plate, ground);
            painter.setPen(textOn(ground));
            painter.drawText(plate, Qt::AlignCenter, QString::number(number));
        }
        first = end;
    }
}

} // namespace

double paintSlowMark(QPainter &painter, const core::Snapshot &snapshot, int device, QPointF left,
                     double room, const Look &look)
{
    const QString text = slowText(snapshot, device);
    const double icon = look.px(15);
    if (text.isEmpty() || room < icon)
        return 0;
    drawIcon(painter, QRectF(left.x(), left.y() - icon / 2, icon, icon), QStringLiteral("slow"),
             look.theme.problem, 15, look);
    painter.setFont(look.font(TextRole::CaptionStrong, 11.5));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text) + look.px(4);
    if (icon + width > room)
        return icon;
    painter.setPen(look.theme.problemText);
    painter.drawText(QRectF(left.x() + icon + look.px(3), left.y() - icon, width, 2 * icon),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
    return icon + width;
}

void paintCardTitle(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                    const Look &look)
{
    const Theme &theme = look.theme;
    const QString name = QString::fromStdString(core::deviceName(card.device));
    painter.setFont(look.font(TextRole::CardTitle));
    painter.setPen(theme.text1);
    painter.drawText(card.title, Qt::AlignLeft | Qt::AlignVCenter, name);
    double used = QFontMetricsF(painter.font()).horizontalAdvance(name) + look.px(8);
    used += paintSlowMark(painter, snapshot, card.device,
                          {card.title.left() + used, card.title.center().y()},
                          card.title.width() - used, look);
    painter.setFont(look.font(TextRole::Caption, 12));
    painter.setPen(theme.text2);
    const QRectF rest = card.title.adjusted(used, 0, 0, 0);
    const QFontMetricsF metrics(painter.font());
    QString text = cardSubtitle(snapshot, card.device);
    if (metrics.horizontalAdvance(text) > rest.width()) // "13–18" says it too
        text = text.section(QLatin1Char(' '), 1);
    text = metrics.elidedText(text, Qt::ElideRight, rest.width());
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter, text);
    const core::Plan &plan = snapshot.plan;
    const double dot = look.px(5);
    const double left = rest.right() - metrics.horizontalAdvance(text) - 3 * dot;
    if (plan.ranks() > 1 || plan.replicas < 2 || !plan.fits || left < rest.left())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(microBatchColour(card.replica, plan.replicas));
    painter.drawEllipse(QPointF(left + dot, rest.center().y()), dot, dot);
}

void paintTower(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                const Look &look)
{
    const Tower tower = towerOf(snapshot, card);
    // 1-based piece of the model that a slab belongs to; 0: it is another device's.
    std::vector<int> piece(static_cast<std::size_t>(tower.slabs), 0);
    const std::vector<int> &stages =
        snapshot.plan.stagesOf[static_cast<std::size_t>(card.pipelineRank)];
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const core::LayerRange range = core::stageBlocks(snapshot.plan, stages[i]);
        for (int layer = range.first; layer < std::min(range.end, tower.layers); ++layer)
            piece[static_cast<std::size_t>(tower.slabOf(layer))] = static_cast<int>(i) + 1;
    }
    const Share own = ownShare(snapshot, card);
    for (int i = 0; i < tower.slabs; ++i) {
        const int at = piece[static_cast<std::size_t>(i)];
        // Later pieces are lighter, so that two that meet are told apart.
        const double light = 0.18 + (at % 2 == 0 ? 0.3 : 0);
        const QColor colour = mixed(look.theme.memWeights, look.theme.surface, light);
        if (at > 0)
            paintSlab(painter, tower.slab(i), own, colour, look);
        else
            painter.fillRect(tower.slab(i), look.theme.idle);
    }
    if (stages.size() > 1)
        paintPieceNumbers(painter, tower, piece, look);
}

void paintActiveSlab(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                     const core::DeviceMoment &moment, const Look &look)
{
    if (moment.activeLayer < 0)
        return;
    const core::Plan &plan = snapshot.plan;
    const Tower tower = towerOf(snapshot, card);
    const int offset = plan.layers.front().kind == core::LayerKind::Embedding ? 1 : 0;
    const int layer = std::clamp(moment.activeLayer - offset, 0, tower.layers - 1);
    const QRectF slab = tower.slab(tower.slabOf(layer));
    const double wider = look.px(3);
    const double higher = std::max(0.0, (look.px(4) - slab.height()) / 2);
    painter.fillRect(slab.adjusted(-wider, -higher, wider, higher),
                     stateColour(moment, look.theme));
}

void paintHistory(QPainter &painter, const core::Snapshot &snapshot, const QRectF &rect,
                  const core::DeviceMoment &moment, core::Nanos time, const Look &look)
{
    painter.fillRect(rect, look.theme.surface2);
    const core::Trace &trace = snapshot.trace;
    if (trace.rows.empty() || trace.stop == 0)
        return;
    const double perNano = rect.width() / static_cast<double>(trace.stop);
    const std::int64_t until = std::min(time.count, trace.stop);
    painter.fillRect(
        QRectF(rect.left(), rect.top(), perNano * static_cast<double>(until), rect.height()),
        idleHatchBrush(look, painter.device()->devicePixelRatioF()));
    const core::Trace::RowRange range = trace.rows[static_cast<std::size_t>(moment.row)];
    core::DeviceMoment past;
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        past.span = trace.span(i);
        if (past.span.begin >= until)
            break;
        const bool wait = past.span.tag.kind == core::SpanKind::Wait;
        const bool sync = wait && past.span.tag.cause == core::IdleCause::GradientSync;
        if (wait && !sync)
            continue;
        past.state = sync ? core::DeviceState::Sharing : core::DeviceState::Working;
        const double left = rect.left() + perNano * static_cast<double>(past.span.begin);
        const double right =
            rect.left() + perNano * static_cast<double>(std::min(past.span.end, until));
        painter.fillRect(QRectF(left, rect.top(), right - left, rect.height()),
                         stateColour(past, look.theme));
    }
}

} // namespace ui
