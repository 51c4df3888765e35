// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/legend_strip.h"

#include "ui/paint/primitives.h"

#include <QCoreApplication>
#include <QPainter>

#include <array>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kPatch = 13;
constexpr double kGap = 6;    // between a patch and its word
constexpr double kApart = 14; // between two of them

struct LegendRow
{
    QString word;
    QColor Theme::*colour; // null: the pattern of idle time
    bool isLine = false;
};

struct LegendWords
{
    Q_DECLARE_TR_FUNCTIONS(ScheduleEditor)
};

std::array<LegendRow, 5> rows()
{
    return {{{LegendWords::tr("forward"), &Theme::forward},
             {LegendWords::tr("backward"), &Theme::backward},
             {LegendWords::tr("weights"), &Theme::weightGrad},
             {LegendWords::tr("idle"), nullptr},
             {LegendWords::tr("critical path"), &Theme::text1, true}}};
}

} // namespace

LegendStrip::LegendStrip(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Legend"));
    setToolTip(tr("Circles: forward. Diamonds: backward. Numbers alone: weights."));
}

void LegendStrip::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

QSize LegendStrip::sizeHint() const
{
    const QFont font = m_look.font(TextRole::Control);
    double wide = 0;
    for (const LegendRow &row : rows())
        wide += m_look.px(kPatch + kGap + kApart) + textWidth(font, row.word);
    return {static_cast<int>(std::ceil(wide)), m_look.ipx(22)};
}

void LegendStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = m_look.font(TextRole::Control);
    painter.setFont(font);
    const double side = m_look.px(kPatch);
    double x = m_look.px(kApart);
    for (const LegendRow &row : rows()) {
        const QRectF patch(x, (height() - side) / 2, side, side);
        if (row.isLine) {
            painter.fillRect(QRectF(x, height() / 2.0, side, m_look.px(3)),
                             m_look.theme.*row.colour);
        } else if (row.colour) {
            drawRounded(painter, patch, m_look.px(3), m_look.theme.*row.colour);
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(idleHatchBrush(m_look, devicePixelRatioF()));
            painter.drawRoundedRect(patch, m_look.px(3), m_look.px(3));
        }
        const double wide = textWidth(font, row.word);
        x = patch.right() + m_look.px(kGap);
        painter.setPen(m_look.theme.text2);
        painter.drawText(QRectF(x, 0, wide + 2, height()), Qt::AlignLeft | Qt::AlignVCenter,
                         row.word);
        x += wide + m_look.px(kApart);
    }
}

} // namespace ui
