// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/grid_painter.h"

#include "ui/paint/primitives.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kRadius = 3;
constexpr double kTokenRadius = 9;
constexpr double kPathHeight = 3;
constexpr double kLeastForToken = 17; // of a cell, in either direction

struct GridWords
{
    Q_DECLARE_TR_FUNCTIONS(ScheduleEditor)
};

class GridPainting
{
public:
    GridPainting(QPainter &painter, const EditorLayout &layout, const EditorPicture &picture,
                 const Look &look)
        : m_painter(painter), m_layout(layout), m_picture(picture), m_look(look)
    {}

    void run()
    {
        paintLines();
        for (std::size_t rank = 0; rank < m_layout.rows.size(); ++rank)
            paintRow(rank);
        if (m_picture.ready)
            paintGhosts();
        if (m_picture.dropAt)
            paintDrop(*m_picture.dropAt);
        if (m_picture.refused)
            paintRefused(*m_picture.refused);
        if (m_picture.selected)
            paintSelected(*m_picture.selected);
        paintLabels();
    }

private:
    struct Colours
    {
        QColor fill;
        QColor text;
    };

    [[nodiscard]] Colours coloursOf(core::Op op) const
    {
        const Theme &theme = m_look.theme;
        switch (op) {
        case core::Op::Forward:
            return {theme.forward, theme.onForward};
        case core::Op::Recompute:
            return {theme.recompute, textOn(theme.recompute)};
        case core::Op::Backward:
        case core::Op::BackwardInput:
            return {theme.backward, theme.onBackward};
        case core::Op::BackwardWeight:
            break;
        }
        return {theme.weightGrad, textOn(theme.weightGrad)};
    }

    [[nodiscard]] const core::Action &actionAt(core::VisitPlace place) const
    {
        return m_picture.order->actions[static_cast<std::size_t>(place.rank)][place.index];
    }

    void paintLines()
    {
        m_painter.setFont(m_look.font(TextRole::Caption));
        for (const EditorLayout::Mark &mark : m_layout.marks) {
            m_painter.setPen(QPen(m_look.theme.line, m_look.px(1)));
            m_painter.drawLine(QPointF(mark.x, m_layout.axisHeight),
                               QPointF(mark.x, m_layout.size.height()));
            const double half = m_look.px(16);
            if (m_layout.axisHeight <= 0 || mark.x + half > m_layout.size.width())
                continue;
            m_painter.setPen(m_look.theme.text2);
            m_painter.drawText(QRectF(mark.x - half, 0, 2 * half, m_layout.axisHeight - 4),
                               Qt::AlignHCenter | Qt::AlignVCenter, countText(mark.units));
        }
    }

    void paintRow(std::size_t rank)
    {
        const EditorLayout::Row &row = m_layout.rows[rank];
        const QBrush hatch = idleHatchBrush(m_look, m_painter.device()->devicePixelRatioF());
        m_painter.setPen(Qt::NoPen);
        for (const QRectF &idle : row.idle) {
            m_painter.setBrush(hatch);
            m_painter.drawRoundedRect(idle, m_look.px(kRadius), m_look.px(kRadius));
        }
        for (const EditorLayout::Cell &cell : row.cells)
            paintCell(cell, rank);
    }

    void paintCell(const EditorLayout::Cell &cell, std::size_t rank)
    {
        const core::Action &action = actionAt(cell.place);
        const Colours colours = coloursOf(action.op);
        drawRounded(m_painter, cell.area, m_look.px(kRadius), colours.fill);
        const double least = std::min(cell.area.width(), cell.area.height());
        const QString number = countText(static_cast<std::int64_t>(action.microBatch) + 1);
        const bool hasToken = !m_picture.isComparison && action.op != core::Op::BackwardWeight &&
                              least >= m_look.px(kLeastForToken);
        if (hasToken) {
            const TokenShape shape =
                action.op == core::Op::Forward || action.op == core::Op::Recompute
                    ? TokenShape::Circle
                    : TokenShape::Diamond;
            drawToken(m_painter, cell.area.center(),
                      std::min(m_look.px(kTokenRadius), least / 2 - 1), shape,
                      microBatchColour(static_cast<int>(action.microBatch),
                                       m_picture.order->microBatches),
                      number, m_look);
        } else {
            paintText(cell.area, number, colours.text);
        }
        if (m_picture.order->stages > m_picture.order->ranks && cell.area.height() >= m_look.px(36))
            paintStage(cell.area, action, colours.text);
        if (!m_picture.isComparison && m_picture.grid->visits[rank][cell.place.index].isCritical)
            m_painter.fillRect(QRectF(cell.area.left(), cell.area.bottom() + m_look.px(2),
                                      cell.area.width(), m_look.px(kPathHeight)),
                               m_look.theme.text1);
    }

    void paintText(const QRectF &area, const QString &text, const QColor &colour)
    {
        const QFont font = m_look.font(TextRole::Small);
        if (textWidth(font, text) > area.width())
            return;
        m_painter.setFont(font);
        m_painter.setPen(colour);
        m_painter.drawText(area, Qt::AlignCenter, text);
    }

    // Of several on a rank: which.
    void paintStage(const QRectF &area, const core::Action &action, const QColor &colour)
    {
        const QFont font = m_look.font(TextRole::Small, 9);
        const QString text = countText(action.stage + 1);
        m_painter.setFont(font);
        m_painter.setPen(colour);
        m_painter.drawText(area.adjusted(0, 0, 0, -m_look.px(1)),
                           Qt::AlignHCenter | Qt::AlignBottom, text);
    }

    void paintGhosts()
    {
        for (const EditorLayout::Ghost &ghost : m_layout.ghosts) {
            const core::Action &action = (*m_picture.ready)[ghost.ready].action;
            const bool isForward =
                action.op == core::Op::Forward || action.op == core::Op::Recompute;
            const QColor edge = visibleOn(m_look.theme, isForward ? m_look.theme.forward
                                                                  : m_look.theme.backwardEdge);
            QColor fill = edge;
            fill.setAlpha(40);
            QPen pen(edge, m_look.px(1.5), Qt::DashLine);
            m_painter.setPen(pen);
            m_painter.setBrush(fill);
            const double inset = m_look.px(1);
            m_painter.drawRoundedRect(ghost.area.adjusted(inset, inset, -inset, -inset),
                                      m_look.px(kRadius), m_look.px(kRadius));
            paintLetter(ghost.area, action, m_look.theme.text1);
        }
    }

    void paintLetter(const QRectF &area, const core::Action &action, const QColor &colour)
    {
        const QString number = countText(static_cast<std::int64_t>(action.microBatch) + 1);
        m_painter.setPen(colour);
        m_painter.setFont(m_look.font(TextRole::Small));
        if (area.height() < m_look.px(34)) {
            m_painter.drawText(area, Qt::AlignCenter, letterOf(action.op) + number);
            return;
        }
        m_painter.drawText(area, Qt::AlignCenter, letterOf(action.op) + QLatin1Char('\n') + number);
    }

    // It stands out from cells of any kind.
    void paintDrop(const QRectF &area)
    {
        QColor veil = m_look.theme.surface;
        veil.setAlpha(140);
        drawRounded(m_painter, area, m_look.px(kRadius), veil, m_look.theme.text1, m_look.px(2));
    }

    void paintRefused(const RefusedEdit &refused)
    {
        const EditorLayout::Row &row = m_layout.rows[static_cast<std::size_t>(refused.rank)];
        const double unit = m_layout.perTick * m_picture.grid->ticksPerUnit;
        const QRectF area(m_layout.xOf(refused.start), row.track.top(), unit, row.track.height());
        const Theme &theme = m_look.theme;
        m_painter.setBrush(hatchBrush(theme.problemSoft, theme.problem, m_look,
                                      m_painter.device()->devicePixelRatioF()));
        m_painter.setPen(QPen(theme.problem, m_look.px(2)));
        m_painter.drawRoundedRect(area, m_look.px(kRadius), m_look.px(kRadius));
        m_painter.drawLine(QPointF(area.center().x(), area.bottom()),
                           QPointF(area.center().x(), m_layout.size.height()));
        const QRectF plate =
            QRectF(0, 0, unit - m_look.px(4), m_look.px(32))
                .translated(area.center() - QPointF(unit / 2 - m_look.px(2), m_look.px(16)));
        if (plate.height() < area.height())
            drawRounded(m_painter, plate, m_look.px(2), theme.problemSoft);
        paintLetter(area, refused.action, theme.problemText);
    }

    void paintSelected(core::VisitPlace place)
    {
        const EditorLayout::Row &row = m_layout.rows[static_cast<std::size_t>(place.rank)];
        const EditorLayout::Cell *cell = m_layout.cellOf(place);
        QRectF area;
        if (cell) {
            area = cell->area;
        } else {
            const double left =
                row.cells.empty() ? row.track.left() : row.cells.back().area.right();
            area = {left, row.track.top(), m_look.px(4), row.track.height()};
        }
        if (m_picture.hasFocus)
            drawFocusRing(m_painter, area, m_look.px(kRadius), m_look);
        else
            drawRounded(m_painter, area, m_look.px(kRadius), {}, m_look.theme.text1, m_look.px(2));
    }

    // Where they are in sight, over what is scrolled below them.
    void paintLabels()
    {
        for (std::size_t rank = 0; rank < m_layout.rows.size(); ++rank) {
            const QRectF area = m_layout.rows[rank].label.translated(m_picture.labelsAt, 0);
            if (m_picture.labelsAt > 0)
                m_painter.fillRect(area, m_look.theme.surface);
            // One that holds several stages is no stage.
            const QString name =
                (m_picture.order->stages > m_picture.order->ranks ? GridWords::tr("GPU %1")
                                                                  : GridWords::tr("Stage %1"))
                    .arg(rank + 1);
            m_painter.setPen(m_picture.isComparison ? m_look.theme.text2 : m_look.theme.text1);
            m_painter.setFont(
                m_look.font(m_picture.isComparison ? TextRole::Caption : TextRole::ControlStrong));
            if (m_picture.isComparison || area.height() < m_look.px(34)) {
                m_painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, name);
                continue;
            }
            const QRectF upper = area.adjusted(0, 0, 0, -area.height() / 2);
            m_painter.drawText(upper, Qt::AlignLeft | Qt::AlignBottom, name);
            m_painter.setPen(m_look.theme.text2);
            m_painter.setFont(m_look.font(TextRole::Caption));
            m_painter.drawText(area.adjusted(0, area.height() / 2, 0, 0),
                               Qt::AlignLeft | Qt::AlignTop,
                               GridWords::tr("kept %1").arg(m_picture.grid->ranks[rank].keptNow));
        }
    }

    QPainter &m_painter;
    const EditorLayout &m_layout;
    const EditorPicture &m_picture;
    const Look &m_look;
};

} // namespace

QString letterOf(core::Op op)
{
    constexpr char kLetters[core::kOpCount] = {'F', 'B', 'I', 'W', 'R'};
    return QString(QLatin1Char(kLetters[static_cast<int>(op)]));
}

void paintEditorGrid(QPainter &painter, const EditorLayout &layout, const EditorPicture &picture,
                     const Look &look)
{
    GridPainting(painter, layout, picture, look).run();
}

} // namespace ui
