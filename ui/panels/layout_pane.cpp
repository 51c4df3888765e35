// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/layout_pane.h"

#include "core/io/scenario/setting_titles.h"
#include "core/search/held_parts.h"
#include "ui/controls/choice_row.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/menu_heading.h"
#include "ui/controls/push_button.h"
#include "ui/controls/table_widget.h"
#include "ui/words/layout_texts.h"
#include "ui/words/text_of.h"

#include <QMenu>
#include <QMouseEvent>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kSide = 20;
constexpr double kTop = 14;
constexpr double kGap = 8;
constexpr double kFoot = 10;

QList<TableWidget::Cell> cellsOf(const core::LayoutPoint &point)
{
    const auto number = [](std::int64_t value) {
        return TableWidget::Cell{countText(value), static_cast<double>(value)};
    };
    const core::Layout &layout = point.layout;
    const QString step = textOf(core::figureOf(point.step).text());
    return {
        {point.fits ? step : QStringLiteral("≥ ") + step, static_cast<double>(point.step.count)},
        {textOf(core::figureOf(point.memory).text()), static_cast<double>(point.memory.count)},
        number(layout.data),
        number(layout.tensor),
        number(layout.pipeline),
        number(layout.context),
        number(layout.expert),
        {textOf(point.order.entry ? point.order.entry->title : std::string_view())},
        number(point.order.chunks),
        {layout.pipeline > 1 ? lastStageText(point.order) : QString()},
        number(layout.microBatch),
        {shardingText(layout)},
        {recomputeText(layout.recompute)}};
}

// Stays open while rows of it are checked with the mouse.
class CheckMenu : public QMenu
{
public:
    using QMenu::QMenu;

protected:
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        QAction *action = actionAt(event->position().toPoint());
        if (action && action->isCheckable())
            action->trigger();
        else
            QMenu::mouseReleaseEvent(event);
    }
};

} // namespace

LayoutPane::LayoutPane(QWidget *parent)
    : Card(parent), m_title(new ElidedLabel(TextRole::SectionTitle, this)),
      m_subtitle(new ElidedLabel(TextRole::Caption, this)),
      m_parts(new IconButton(QStringLiteral("settings"), tr("Choose what may change…"), this)),
      m_form(new ChoiceRow(ChoiceStyle::SmallSegments, this)), m_chart(new LayoutChart(this)),
      m_table(new TableWidget({tr("Step"), tr("Memory"), tr("Replicas"), tr("Tensor"), tr("Stages"),
                               tr("Context"), tr("Experts"), tr("Schedule"), tr("Chunks"),
                               tr("Last stage"), tr("Micro-batch"), tr("Sharding"),
                               tr("Recomputation")},
                              tr("Layouts that were looked at"), this))
{
    m_title->setText(tr("Step time against memory"));
    m_form->setItems({{QStringLiteral("chart"), tr("Chart"), tr("Each layout as a dot")},
                      {QStringLiteral("table"), tr("Table"), tr("Each layout as a row")}});
    m_form->setAccessibleName(tr("How the layouts are shown"));
    m_form->setCurrent(QStringLiteral("chart"));
    m_table->hide();
    connect(m_parts, &QAbstractButton::clicked, this, &LayoutPane::askWhatMayChange);
    connect(m_form, &ChoiceRow::chosen, this,
            [this](const QString &id) { showTable(id == QStringLiteral("table")); });
}

void LayoutPane::showTable(bool shown)
{
    m_form->setCurrent(shown ? QStringLiteral("table") : QStringLiteral("chart"));
    m_chart->setVisible(!shown);
    m_table->setVisible(shown);
    fillTable();
}

void LayoutPane::askWhatMayChange()
{
    auto *menu = new CheckMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addMenuHeading(*menu, tr("May change"));
    for (std::size_t i = 0; i < m_held.size(); ++i) {
        QAction *action = menu->addAction(textOf(core::settingTitle(core::layoutParts()[i].path)));
        action->setCheckable(true);
        action->setChecked(!m_held[i]);
        connect(action, &QAction::toggled, this, [this, i](bool mayChange) {
            m_held[i] = !mayChange;
            Q_EMIT heldChosen();
        });
    }
    menu->popup(m_parts->mapToGlobal(QPoint(0, m_parts->height())));
}

void LayoutPane::setData(LayoutChartData shown, const QString &subtitle, More more)
{
    m_subtitle->setText(subtitle);
    m_chart->setData(std::move(shown));
    if (more == More::IsNot || m_table->rowCount() == 0)
        fillTable();
}

// The fastest that fit first.
void LayoutPane::fillTable()
{
    if (m_table->isHidden())
        return;
    std::vector<const core::LayoutPoint *> points;
    for (const core::LayoutPoint &point : m_chart->data().points)
        points.push_back(&point);
    std::ranges::stable_sort(points, {}, [](const core::LayoutPoint *point) {
        return std::tuple(!point->fits, point->step, point->memory);
    });
    points.resize(std::min(points.size(), kMostRows));
    QList<QList<TableWidget::Cell>> rows;
    for (const core::LayoutPoint *point : points)
        rows.append(cellsOf(*point));
    m_table->setRows(rows);
}

void LayoutPane::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    m_title->setLook(look);
    m_subtitle->setLook(look);
    m_parts->setLook(look);
    m_form->setLook(look);
    m_chart->setLook(look);
    m_table->setFont(look.font(TextRole::Caption));
    place();
}

void LayoutPane::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    place();
}

void LayoutPane::place()
{
    const int side = m_look.ipx(kSide);
    const int wide = std::max(1, width() - 2 * side);
    const QSize form = m_form->sizeHint();
    const QSize parts = m_parts->sizeHint();
    const int controls = parts.width() + m_look.ipx(kGap) + form.width();
    const int heading = std::max(1, wide - controls - m_look.ipx(kGap));
    int y = m_look.ipx(kTop);
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    put(m_title, {side, y, heading, m_title->sizeHint().height()});
    put(m_parts, {side + wide - controls, y + (form.height() - parts.height()) / 2, parts.width(),
                  parts.height()});
    put(m_form, {side + wide - form.width(), y, form.width(), form.height()});
    y += m_title->sizeHint().height() + m_look.ipx(4);
    put(m_subtitle, {side, y, heading, m_subtitle->sizeHint().height()});
    y += m_subtitle->sizeHint().height() + m_look.ipx(kGap);
    const int foot = m_look.ipx(kFoot);
    const int out = m_look.ipx(10); // the plot has margins of its own
    put(m_chart, {side - out, y, wide + 2 * out, std::max(1, height() - y - foot)});
    put(m_table, {side, y, wide, std::max(1, height() - y - foot)});
}

} // namespace ui
