// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/legend_strip.h"

#include "ui/paint/primitives.h"

#include <QCoreApplication>
#include <QPainter>

#include <array>
#include <cmath>
#include <limits>

namespace ui {

namespace {

// Logical pixels.
constexpr double kPatch = 13;
constexpr double kGap = 6;    // between a patch and its word
constexpr double kApart = 14; // between two of them
constexpr double kLine = 22;

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

// Where each row of the legend begins, in as many lines as it takes; the last is where they end.
std::vector<QPointF> LegendStrip::placesIn(double width) const
{
    const QFont font = m_look.font(TextRole::Control);
    const double apart = m_look.px(kApart);
    std::vector<QPointF> places;
    QPointF at;
    for (const LegendRow &row : rows()) {
        const double wide = m_look.px(kPatch + kGap) + textWidth(font, row.word);
        if (at.x() > 0 && at.x() + wide > width)
            at = QPointF(0, at.y() + m_look.ipx(kLine));
        places.push_back(at);
        at.rx() += wide + apart;
    }
    places.push_back(at);
    return places;
}

QSize LegendStrip::sizeHint() const
{
    const double wide = placesIn(std::numeric_limits<double>::max()).back().x() - m_look.px(kApart);
    return {static_cast<int>(std::ceil(wide)), m_look.ipx(kLine)};
}

int LegendStrip::heightForWidth(int width) const
{
    return static_cast<int>(placesIn(width).back().y()) + m_look.ipx(kLine);
}

void LegendStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = m_look.font(TextRole::Control);
    painter.setFont(font);
    const double side = m_look.px(kPatch);
    const double line = m_look.ipx(kLine);
    const std::vector<QPointF> places = placesIn(width());
    for (std::size_t i = 0; i < places.size() - 1; ++i) {
        const LegendRow row = rows()[i];
        const double x = places[i].x();
        const double middle = places[i].y() + line / 2;
        const QRectF patch(x, middle - side / 2, side, side);
        if (row.isLine) {
            painter.fillRect(QRectF(x, middle, side, m_look.px(3)), m_look.theme.*row.colour);
        } else if (row.colour) {
            drawRounded(painter, patch, m_look.px(3), m_look.theme.*row.colour);
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(idleHatchBrush(m_look, devicePixelRatioF()));
            painter.drawRoundedRect(patch, m_look.px(3), m_look.px(3));
        }
        const QRectF words(patch.right() + m_look.px(kGap), places[i].y(),
                           textWidth(font, row.word) + 2, line);
        painter.setPen(m_look.theme.text2);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, row.word);
    }
}

} // namespace ui
