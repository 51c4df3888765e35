// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/comparison_view.h"

#include "core/base/text.h"
#include "ui/editor/editor_texts.h"
#include "ui/editor/grid_painter.h"
#include "ui/paint/primitives.h"
#include "ui/words/text_of.h"

#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kHead = 28;
constexpr double kPitch = 28;
constexpr double kGap = 12; // figures that have no room beside the title are in the tip
constexpr int kMostRows = 6;

} // namespace

ComparisonView::ComparisonView(EditorSession &session, QWidget *parent)
    : QWidget(parent), m_session(session)
{
    setAccessibleName(tr("For comparison"));
    connect(&session, &EditorSession::changed, this, &ComparisonView::renew);
    renew();
}

void ComparisonView::renew()
{
    setVisible(m_session.compared() != nullptr);
    if (m_session.compared())
        setAccessibleDescription(titleText() + QStringLiteral(", ") + figuresText());
    setToolTip(accessibleDescription());
    updateGeometry();
    update();
}

void ComparisonView::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void ComparisonView::setInSight(double left)
{
    m_inSight = left;
    update();
}

QSize ComparisonView::sizeHint() const
{
    const int ranks = std::min(m_session.editor().order().ranks, kMostRows);
    return {m_look.ipx(400), m_look.ipx(kHead + ranks * kPitch)};
}

QString ComparisonView::titleText() const
{
    const core::NamedOrder &compared = *m_session.compared();
    return tr("For comparison: %1, which keeps %2")
        .arg(textOf(compared.title), countText(compared.grid.keptAtMost()));
}

QString ComparisonView::figuresText() const
{
    const core::OrderGrid &grid = m_session.compared()->grid;
    return tr("%1 slots, %2 idle")
        .arg(slotsText(m_session, grid.makespan), textOf(core::shareInTenths(grid.bubble())));
}

EditorLayout ComparisonView::editorLayout() const
{
    const core::NamedOrder &compared = *m_session.compared();
    return layoutEditor(compared.order, compared.grid, {},
                        {.room = QSizeF(width(), compared.order.ranks * m_look.px(kPitch)),
                         .scale = m_look.scale,
                         .rowPitch = kPitch,
                         .rowGap = 4,
                         .hasAxis = false,
                         .ticksShown = m_session.ticksShown()});
}

void ComparisonView::paintEvent(QPaintEvent *)
{
    const core::NamedOrder *compared = m_session.compared();
    if (!compared)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF head(0, 0, width(), m_look.px(kHead - 6));
    const QFont strong = m_look.font(TextRole::ControlStrong);
    const QFont plain = m_look.font(TextRole::Control);
    painter.setPen(m_look.theme.text1);
    painter.setFont(strong);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(strong).elidedText(titleText(), Qt::ElideRight, head.width()));
    painter.setPen(m_look.theme.text2);
    painter.setFont(plain);
    const double room = head.width() - textWidth(strong, titleText()) - m_look.px(kGap);
    if (textWidth(plain, figuresText()) <= room)
        painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, figuresText());
    painter.translate(0, m_look.px(kHead));
    painter.setClipRect(QRectF(0, 0, width(), height() - m_look.px(kHead)));
    const EditorLayout layout = editorLayout();
    painter.translate(-m_inSight, 0);
    paintEditorGrid(painter, layout,
                    {.order = &compared->order,
                     .grid = &compared->grid,
                     .labelsAt = m_inSight,
                     .isComparison = true},
                    m_look);
}

} // namespace ui
