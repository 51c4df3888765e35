// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/progress_dashes.h"

#include "ui/paint/primitives.h"

#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kGap = 5;
constexpr double kWidest = 20;
constexpr double kThick = 6;

} // namespace

ProgressDashes::ProgressDashes(QWidget *parent) : QWidget(parent) {}

void ProgressDashes::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void ProgressDashes::setDashes(const std::vector<Dash> &dashes)
{
    m_dashes = dashes;
    const auto done = std::ranges::count(dashes, Dash::ToCome);
    setAccessibleName(
        tr("%1 of %2").arg(dashes.size() - static_cast<std::size_t>(done)).arg(dashes.size()));
    updateGeometry();
    update();
}

QSize ProgressDashes::sizeHint() const
{
    const auto count = static_cast<double>(m_dashes.size());
    return {m_look.ipx(count * (kWidest + kGap)), m_look.ipx(14)};
}

void ProgressDashes::paintEvent(QPaintEvent *)
{
    if (m_dashes.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    const double step =
        std::min(width() / static_cast<double>(m_dashes.size()), m_look.px(kWidest + kGap));
    const double thick = m_look.px(kThick);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    // In high contrast lines are as bright as text, and nothing lies between two colours.
    const bool plain = theme.lineWidth > 1;
    // They end at the trailing edge, below which the buttons stand.
    double left = width() - step * static_cast<double>(m_dashes.size());
    for (const Dash dash : m_dashes) {
        const QRectF place(reversed ? width() - left - step + m_look.px(kGap) : left,
                           (height() - thick) / 2, std::max(2.0, step - m_look.px(kGap)), thick);
        left += step;
        switch (dash) {
        case Dash::Done:
            drawRounded(painter, place, thick / 2, theme.accent);
            break;
        case Dash::Wrong:
            drawRounded(painter, place, thick / 2, QColor(), theme.problem, m_look.px(1.5));
            break;
        case Dash::Current:
            drawRounded(painter, place, thick / 2,
                        plain ? theme.text1 : mixed(theme.surface, theme.accent, 0.55));
            break;
        case Dash::ToCome:
            drawRounded(painter, place, thick / 2, plain ? QColor() : theme.line,
                        plain ? theme.line : QColor(), m_look.px(1));
            break;
        }
    }
}

} // namespace ui
