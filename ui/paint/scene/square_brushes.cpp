// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/square_brushes.h"

#include "ui/paint/primitives.h"

#include <QPaintEngine>

#include <cmath>

namespace ui {
namespace {

enum class Pattern { Plain, Idle, Chevrons, Problem };

struct KeyStyle
{
    QColor Theme::*colour;
    Pattern pattern = Pattern::Plain;
};

// In the order of StateKey.
constexpr KeyStyle kStates[kStateKeys] = {{&Theme::forward},
                                          {&Theme::recompute},
                                          {&Theme::backward},
                                          {&Theme::weightGrad},
                                          {&Theme::sync, Pattern::Chevrons},
                                          {&Theme::optimizer},
                                          {&Theme::idle, Pattern::Idle},
                                          {&Theme::idle},
                                          {&Theme::problem},
                                          {&Theme::problem},
                                          {&Theme::idle, Pattern::Idle}};

// In the order of IdleCause, and of who never waits.
constexpr KeyStyle kCauses[core::kIdleCauseCount + 1] = {{&Theme::memOptim},
                                                         {&Theme::memWeights},
                                                         {&Theme::memActs},
                                                         {&Theme::problem},
                                                         {&Theme::problem, Pattern::Problem},
                                                         {&Theme::sync, Pattern::Chevrons},
                                                         {&Theme::optimizer},
                                                         {&Theme::idle}};

const KeyStyle &styleOf(ColourBy by, int key)
{
    return by == ColourBy::State ? kStates[key] : kCauses[key];
}

bool hasLevels(ColourBy by)
{
    return by == ColourBy::Busy || by == ColourBy::Memory;
}

} // namespace

QColor squareColour(ColourBy by, int key, const Theme &theme)
{
    if (!hasLevels(by))
        return theme.*styleOf(by, key).colour;
    if (key == kTooMuch)
        return theme.problem;
    const QColor &full = by == ColourBy::Busy ? theme.accent : theme.memActs;
    return mixed(theme.idle, full, static_cast<double>(key) / kLevels);
}

QBrush squareBrush(ColourBy by, int key, const Look &look, double pixelRatio)
{
    const Theme &theme = look.theme;
    const QColor colour = squareColour(by, key, theme);
    if (hasLevels(by))
        return key == kTooMuch ? hatchBrush(theme.problemSoft, theme.problem, look, pixelRatio)
                               : QBrush(colour);
    switch (styleOf(by, key).pattern) {
    case Pattern::Idle:
        return idleHatchBrush(look, pixelRatio);
    case Pattern::Chevrons:
        return syncBrush(colour, look, pixelRatio);
    case Pattern::Problem:
        return hatchBrush(theme.problemSoft, theme.problem, look, pixelRatio);
    case Pattern::Plain:
        break;
    }
    return colour;
}

SquareStamps::SquareStamps(QPainter &painter, const Look &) : m_painter(painter)
{
    const QPaintDevice *device = painter.device();
    m_ratio = device != nullptr ? device->devicePixelRatioF() : 1;
    const QPaintEngine *engine = painter.paintEngine();
    m_copies = engine != nullptr && engine->type() == QPaintEngine::Raster &&
               painter.deviceTransform().type() <= QTransform::TxScale;
}

void SquareStamps::drawWhole(QPainter &painter, const QRectF &rect, const Box &box) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = box.width / 2;
    painter.setPen(box.width > 0 ? QPen(box.outline, box.width) : QPen(Qt::NoPen));
    painter.setBrush(box.fill);
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), box.radius, box.radius);
}

void SquareStamps::draw(const QRectF &rect, const Box &box)
{
    if (rect.width() < 1 || rect.height() < 1)
        return;
    if (!m_copies) {
        drawWhole(m_painter, rect, box);
        return;
    }
    const QSize pixels(static_cast<int>(std::ceil(rect.width() * m_ratio)),
                       static_cast<int>(std::ceil(rect.height() * m_ratio)));
    QPixmap &stamp = m_made[{box.kind, pixels.width(), pixels.height()}];
    if (stamp.isNull()) {
        stamp = QPixmap(pixels);
        stamp.setDevicePixelRatio(m_ratio);
        stamp.fill(Qt::transparent);
        QPainter painter(&stamp);
        drawWhole(painter, QRectF(QPointF(), rect.size()), box);
    }
    m_painter.drawPixmap(rect.topLeft(), stamp);
}

} // namespace ui
