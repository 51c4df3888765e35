// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/costs_view.h"

#include "ui/controls/choice_box.h"
#include "ui/controls/elided_label.h"
#include "ui/paint/table_colours.h"
#include "ui/paint/timeline/legend.h"
#include "ui/views/charts/costs_model.h"
#include "ui/views/charts/roofline_chart.h"
#include "ui/words/empty_texts.h"
#include "ui/words/figure_texts.h"
#include "ui/words/operation_texts.h"
#include "ui/words/text_of.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStyle>
#include <QTableView>

#include <algorithm>
#include <array>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kChoices = 28;
constexpr double kGap = 8;
constexpr double kColumnGap = 10;
constexpr double kSideBySide = 640; // from this width on the picture is beside the table
constexpr double kPictureShare = 0.38;
constexpr double kLowestTable = 110;

QList<LegendEntry> pointLegend()
{
    return {{CostsView::tr("products"), &Theme::accent},
            {CostsView::tr("attention"), &Theme::sync}};
}

} // namespace

CostsView::CostsView(QWidget *parent)
    : QWidget(parent), m_stages(new ChoiceBox(tr("Stage"), this)),
      m_kinds(new ChoiceBox(tr("Pass"), this)), m_summary(new ElidedLabel(TextRole::Control, this)),
      m_model(new CostsModel(this)), m_sorted(new QSortFilterProxyModel(this)),
      m_table(new QTableView(this)), m_chart(new RooflineChart(this)),
      m_empty(new QLabel(emptyViewText(nullptr), this))
{
    setAccessibleName(tr("Operations of a pass"));
    setWhatsThis(tr("What the time of a pass is made of: products, kernels, collectives and the "
                    "host. Choose a stage and a pass, or click one on the timeline."));
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(Qt::UserRole);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Operations"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(CostsModel::Time, Qt::DescendingOrder);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    connectParts();
    fill();
}

void CostsView::connectParts()
{
    connect(m_stages, &ChoiceBox::chosen, this,
            [this](const QString &id) { showVisit(id.toInt(), m_kind); });
    connect(m_kinds, &ChoiceBox::chosen, this, [this](const QString &id) {
        showVisit(m_stage, static_cast<core::SpanKind>(id.toInt()));
    });
    connect(m_chart, &RooflineChart::rowChosen, this, [this](std::size_t row) { chooseRow(row); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                const QModelIndex source = m_sorted->mapToSource(current);
                m_chart->setChosen(source.isValid()
                                       ? std::optional(static_cast<std::size_t>(source.row()))
                                       : std::nullopt);
            });
}

bool CostsView::hasPlan() const
{
    return m_snapshot && !m_snapshot->plan.stages.empty() && !m_snapshot->plan.layers.empty() &&
           m_snapshot->metrics.fits;
}

void CostsView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    fill();
}

void CostsView::setSelectedDevice(std::optional<int> device)
{
    if (device == m_device)
        return;
    m_device = device;
    if (!device || !hasPlan() || *device >= m_snapshot->deviceCount())
        return;
    const core::Plan &plan = m_snapshot->plan;
    const auto row = static_cast<std::size_t>(m_snapshot->rowOf(*device));
    const auto &stages = plan.stagesOf[static_cast<std::size_t>(plan.rows[row].pipelineRank)];
    if (std::ranges::find(stages, m_stage) == stages.end() && !stages.empty())
        showVisit(stages.front(), m_kind);
}

void CostsView::showVisit(int stage, core::SpanKind kind)
{
    m_stage = stage;
    m_kind = kind;
    fill();
}

// What a changed scenario no longer has is replaced by its first stage or pass.
void CostsView::fill()
{
    const bool any = hasPlan();
    if (any) {
        const core::Plan &plan = m_snapshot->plan;
        m_stage = std::clamp(m_stage, 0, static_cast<int>(plan.stages.size()) - 1);
        fillStages();
        fillKinds();
    }
    core::StageCosts costs =
        any ? core::stageCosts(*m_snapshot, m_stage, m_kind) : core::StageCosts{};
    m_model->setCosts(any ? m_snapshot : nullptr, costs);
    m_chart->setCosts(any ? m_snapshot : nullptr, std::move(costs));
    m_summary->setText(summary());
    m_table->setAccessibleDescription(summary());
    m_empty->setText(emptyViewText(m_snapshot.get()));
    for (QWidget *part : std::initializer_list<QWidget *>{m_stages, m_kinds, m_summary, m_table})
        part->setVisible(any);
    m_empty->setVisible(!any);
    dressTable();
    place();
}

void CostsView::fillStages()
{
    QList<ChoiceBox::Item> items;
    const int count = static_cast<int>(m_snapshot->plan.stages.size());
    for (int stage = 0; stage < count; ++stage)
        items.append({QString::number(stage),
                      tr("Stage %1").arg(stage + 1),
                      textOf(core::stageLayersText(m_snapshot->plan, stage)),
                      {}});
    m_stages->setItems(items);
    m_stages->setCurrentId(QString::number(m_stage));
}

void CostsView::fillKinds()
{
    const std::vector<core::SpanKind> kinds = core::kindsOfStage(*m_snapshot, m_stage);
    if (std::ranges::find(kinds, m_kind) == kinds.end() && !kinds.empty())
        m_kind = kinds.front();
    QList<ChoiceBox::Item> items;
    for (const core::SpanKind kind : kinds) {
        QString name = costsKindName(kind);
        if (!name.isEmpty())
            name[0] = name[0].toUpper();
        items.append({QString::number(static_cast<int>(kind)), name, {}, {}});
    }
    m_kinds->setItems(items);
    m_kinds->setCurrentId(QString::number(static_cast<int>(m_kind)));
}

QString CostsView::summary() const
{
    if (!hasPlan())
        return {};
    const core::StageCosts &costs = m_model->costs();
    const auto step = static_cast<double>(m_snapshot->metrics.step.count);
    const double share =
        step > 0 ? static_cast<double>(costs.total.count) * costs.visits / step : 0;
    return (costs.visits == 1 ? tr("%1 a pass, %2 pass, %3 of the step")
                              : tr("%1 a pass, %2 passes, %3 of the step"))
        .arg(textOf(core::figureOf(costs.total).text()), countText(costs.visits), useText(share));
}

void CostsView::chooseRow(std::optional<std::size_t> row)
{
    if (!row)
        return;
    const QModelIndex source = m_model->index(static_cast<int>(*row), 0);
    const QModelIndex index = m_sorted->mapFromSource(source);
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

void CostsView::dressTable()
{
    const QFontMetrics metrics(m_look.font(TextRole::Caption));
    m_table->verticalHeader()->setDefaultSectionSize(metrics.height() + m_look.ipx(3));
    m_table->verticalHeader()->setMinimumSectionSize(1);
    showColumns(QWIDGETSIZE_MAX); // hidden ones keep their width
    m_table->resizeColumnsToContents();
    for (int column = 0; column < CostsModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, m_table->columnWidth(column) + m_look.ipx(kColumnGap));
}

void CostsView::setLook(const Look &look)
{
    m_look = look;
    m_model->setLook(look);
    const QPalette colours = tableColours(palette(), look.theme);
    setPalette(colours);
    m_table->setPalette(colours);
    m_table->horizontalHeader()->setPalette(colours);
    m_empty->setFont(look.font(TextRole::Control));
    m_stages->setLook(look);
    m_kinds->setLook(look);
    m_summary->setLook(look);
    m_chart->setLook(look);
    dressTable();
    updateGeometry();
    place();
}

QSize CostsView::minimumSizeHint() const
{
    return {m_look.ipx(240), m_look.ipx(90)};
}

void CostsView::resizeEvent(QResizeEvent *)
{
    place();
}

// Beside the picture there are whole columns alone, and none to scroll to: the tip of a row has
// what has no room. Returns how wide these are.
int CostsView::showColumns(int room)
{
    int whole = m_table->verticalScrollBar()->sizeHint().width();
    bool fits = true;
    for (int column = 0; column < CostsModel::ColumnCount; ++column) {
        m_table->setColumnHidden(column, false); // else it has no width
        const int wide = m_table->columnWidth(column);
        fits = fits && whole + wide <= room;
        m_table->setColumnHidden(column, !fits && column > CostsModel::Time);
        whole += m_table->isColumnHidden(column) ? 0 : wide;
    }
    return std::min(whole, room);
}

void CostsView::paintEvent(QPaintEvent *)
{
    if (m_key.isEmpty())
        return;
    QPainter painter(this);
    paintLegend(painter, m_key, pointLegend(), m_look);
}

void CostsView::place()
{
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    const int gap = m_look.ipx(kGap);
    const int high = m_look.ipx(kChoices);
    int left = 0;
    for (ChoiceBox *box : {m_stages, m_kinds}) {
        const int wide = std::min(box->sizeHint().width(), std::max(0, width() / 3));
        put(box, {left, 0, wide, high});
        left += wide + gap;
    }
    QRect body = rect().adjusted(0, high + gap / 2, 0, 0);
    const bool beside = width() >= m_look.px(kSideBySide);
    const int below = body.height() - m_look.ipx(kLowestTable);
    const bool under = !beside && below >= m_chart->minimumSizeHint().height();
    m_chart->setVisible(hasPlan() && (beside || under));
    m_key = {};
    if (beside) {
        const int table = showColumns(static_cast<int>(body.width() * (1 - kPictureShare)) - gap);
        const int wide = body.width() - table - gap;
        const int words = std::max(left + m_summary->sizeHint().width() + gap, width() - wide);
        if (hasPlan() && legendWidth(pointLegend(), m_look) <= width() - words)
            m_key =
                QStyle::visualRect(layoutDirection(), rect(), {words, 0, width() - words, high});
        put(m_chart, {body.right() + 1 - wide, body.top(), wide, body.height()});
        body.setRight(body.right() - wide - gap);
    } else {
        showColumns(QWIDGETSIZE_MAX);
    }
    if (under) {
        const int half = std::min(below, body.height() / 2);
        put(m_chart, {0, body.bottom() + 1 - half, body.width(), half});
        body.setBottom(body.bottom() - half);
    }
    put(m_table, body);
    put(m_summary, {left, 0, std::max(0, width() - left - m_key.width()), high});
    update();
    m_empty->setGeometry(rect());
}

} // namespace ui
