// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/curve_editor.h"

#include "core/base/text.h"
#include "ui/paint/primitives.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kHeight = 170;
constexpr double kLeft = 40;
constexpr double kBottom = 22;
constexpr double kTop = 8;
constexpr double kRight = 14;
constexpr double kStep = 0.01; // of a key
constexpr double kUnset = -1;

} // namespace

CurveEditor::CurveEditor(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("curve"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setWhatsThis(tr("Draw how the curve goes on: click or drag at each point, or move it with the "
                    "arrow keys."));
}

void CurveEditor::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void CurveEditor::setQuestion(const QStringList &labels, const std::vector<double> &known,
                              int given)
{
    m_labels = labels;
    m_given = static_cast<std::size_t>(given);
    m_values.assign(static_cast<std::size_t>(labels.size()), kUnset);
    for (std::size_t i = 0; i < m_given && i < known.size(); ++i)
        m_values[i] = known[i];
    m_truth.clear();
    m_cursor = m_given;
    name();
    update();
}

bool CurveEditor::isDrawn() const
{
    return std::ranges::none_of(m_values, [](double value) { return value < 0; });
}

void CurveEditor::reveal(const std::vector<double> &drawn, const std::vector<double> &truth)
{
    m_values = drawn;
    m_truth = truth;
    setEnabled(false);
    name();
    update();
}

QSize CurveEditor::sizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(kHeight)};
}

QRectF CurveEditor::plot() const
{
    return QRectF(rect()).adjusted(m_look.px(kLeft), m_look.px(kTop), -m_look.px(kRight),
                                   -m_look.px(kBottom));
}

QPointF CurveEditor::pointAt(std::size_t index, double value) const
{
    const QRectF area = plot();
    const double gaps = std::max(1.0, static_cast<double>(m_values.size()) - 1);
    return {area.left() + area.width() * static_cast<double>(index) / gaps,
            area.bottom() - area.height() * value};
}

void CurveEditor::set(std::size_t index, double value)
{
    if (index < m_given || index >= m_values.size() || !m_truth.empty())
        return;
    m_values[index] = std::clamp(value, 0.0, 1.0);
    m_cursor = index;
    name();
    update();
    Q_EMIT changed();
}

void CurveEditor::drawTo(QPointF position)
{
    const QRectF area = plot();
    const double gaps = std::max(1.0, static_cast<double>(m_values.size()) - 1);
    const double at = std::round((position.x() - area.left()) / area.width() * gaps);
    set(static_cast<std::size_t>(std::clamp(at, 0.0, gaps)),
        (area.bottom() - position.y()) / area.height());
}

void CurveEditor::mousePressEvent(QMouseEvent *event)
{
    drawTo(event->position());
}

void CurveEditor::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        drawTo(event->position());
}

void CurveEditor::keyPressEvent(QKeyEvent *event)
{
    const double now = m_cursor < m_values.size() && m_values[m_cursor] >= 0
                           ? m_values[m_cursor]
                           : (m_cursor > 0 ? std::max(0.0, m_values[m_cursor - 1]) : 0.5);
    switch (event->key()) {
    case Qt::Key_Up:
        return set(m_cursor, now + kStep);
    case Qt::Key_Down:
        return set(m_cursor, now - kStep);
    case Qt::Key_Left:
        m_cursor = m_cursor > m_given ? m_cursor - 1 : m_given;
        return update();
    case Qt::Key_Right: {
        set(m_cursor, now);
        const std::size_t next = std::min(m_cursor + 1, m_values.size() - 1);
        return set(next, m_values[next] < 0 ? now : m_values[next]);
    }
    default:
        QWidget::keyPressEvent(event);
    }
}

// The values in words, for a screen reader.
void CurveEditor::name()
{
    QStringList parts;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        if (m_values[i] >= 0)
            parts.append(
                tr("%1: %2").arg(m_labels[static_cast<qsizetype>(i)],
                                 QString::fromStdString(core::shareInTenths(m_values[i]))));
    }
    setAccessibleName(tr("Curve. %1").arg(parts.join(QStringLiteral(", "))));
}

void CurveEditor::paintCurve(QPainter &painter, const std::vector<double> &values,
                             const QColor &colour, bool dashed) const
{
    QPen pen(colour, m_look.px(2));
    if (dashed)
        pen.setStyle(Qt::DashLine);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] < 0)
            continue;
        painter.setPen(pen);
        if (i > 0 && values[i - 1] >= 0)
            painter.drawLine(pointAt(i - 1, values[i - 1]), pointAt(i, values[i]));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        const double radius = m_look.px(dashed ? 4 : 5);
        painter.drawEllipse(pointAt(i, values[i]), radius, radius);
    }
}

void CurveEditor::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    const QRectF area = plot();
    drawRounded(painter, area, m_look.px(4), theme.surface, theme.line, m_look.px(1));
    painter.setFont(m_look.font(TextRole::Caption));
    for (const double share : {0.0, 0.5, 1.0}) {
        const double y = area.bottom() - area.height() * share;
        painter.setPen(QPen(theme.line, m_look.px(1)));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme.text2);
        painter.drawText(QRectF(0, y - m_look.px(9), m_look.px(kLeft - 6), m_look.px(18)),
                         static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                         QString::fromStdString(core::figureOfShare(share)));
    }
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const double x = pointAt(i, 0).x();
        painter.setPen(theme.text2);
        painter.drawText(
            QRectF(x - m_look.px(30), area.bottom(), m_look.px(60), m_look.px(kBottom)),
            Qt::AlignCenter, m_labels[static_cast<qsizetype>(i)]);
    }
    paintCurve(painter, m_values, m_truth.empty() ? theme.accent : theme.text2, true);
    if (!m_truth.empty())
        paintCurve(painter, m_truth, theme.accent, false);
    if (hasFocus() && m_truth.empty() && m_cursor < m_values.size()) {
        const double x = pointAt(m_cursor, 0).x();
        painter.setPen(QPen(theme.accent, m_look.px(1), Qt::DotLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
}

} // namespace ui
