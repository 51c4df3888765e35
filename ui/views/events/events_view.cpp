// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/events/events_view.h"

#include "ui/paint/table_colours.h"
#include "ui/views/events/events_model.h"
#include "ui/words/empty_texts.h"
#include "ui/words/text_of.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTableView>

#include <algorithm>
#include <memory>

namespace ui {

namespace {

constexpr std::size_t kMostVisits = 2'000'000;
constexpr std::size_t kManySpans = 50'000; // fewer are listed in less than a frame

} // namespace

EventsView::EventsView(QWidget *parent)
    : QWidget(parent), m_model(new EventsModel(this)), m_table(new QTableView(this)),
      m_empty(new QLabel(emptyViewText(nullptr), this))
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Events"));
    setWhatsThis(tr("Everything that happens in the step, in order. Choose an event to go to its "
                    "moment."));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_empty->setAlignment(Qt::AlignCenter);
    auto *stack = new QStackedLayout(this);
    stack->addWidget(m_table);
    stack->addWidget(m_empty);
    const auto seek = [this](const QModelIndex &index) {
        if (index.isValid())
            Q_EMIT scrubbed(m_model->beginOf(index.row()));
    };
    connect(m_table, &QTableView::clicked, this, seek);
    connect(m_table, &QTableView::activated, this, seek);
}

void EventsView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_stale = true;
    if (isVisible())
        fill();
}

void EventsView::fill()
{
    if (!m_stale)
        return;
    m_stale = false;
    if (!m_snapshot || m_snapshot->trace.stop == 0)
        return showVisits({});
    if (m_model->rowCount() == 0)
        m_empty->setText(tr("The events are being listed …"));
    // The list of the step before stays until this one is there.
    const bool many = m_snapshot->trace.spanCount() > kManySpans;
    (many ? m_worker : WorkRunner(workAtOnce))(
        [this, snapshot = m_snapshot](const core::Watch &watch) -> Delivery {
            auto visits = std::make_shared<std::vector<core::Visit>>(
                core::visits(*snapshot, kMostVisits, watch.stop));
            return [this, snapshot, visits] {
                if (snapshot == m_snapshot)
                    showVisits(std::move(*visits));
            };
        });
}

void EventsView::showVisits(std::vector<core::Visit> visits)
{
    m_longestName = 0;
    for (const core::Visit &visit : visits)
        m_longestName = std::max(m_longestName, visit.name.size());
    // Of one each, the name has the number of the replica.
    const bool several =
        m_snapshot && m_snapshot->plan.replicas > 1 && m_snapshot->plan.order.microBatches > 1;
    m_model->setVisits(std::move(visits), core::Nanos{m_snapshot ? m_snapshot->trace.stop : 0},
                       m_snapshot ? deviceWordOf(*m_snapshot) : DeviceWord::Gpu,
                       several ? m_snapshot->plan.order.microBatches : 0);
    setNameColumn();
    m_empty->setText(emptyViewText(m_snapshot.get()));
    auto *stack = static_cast<QStackedLayout *>(layout());
    stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_empty);
    followMoment();
}

void EventsView::setMoment(core::Nanos moment)
{
    m_moment = moment;
    if (!isVisible())
        return;
    m_model->setMoment(moment);
    followMoment();
}

void EventsView::followMoment()
{
    m_model->setMoment(m_moment);
    const int row = m_model->currentRow();
    if (row < 0) {
        m_table->scrollToTop();
        return;
    }
    const QRect seen = m_table->visualRect(m_model->index(row, 0));
    const int height = m_table->viewport()->height();
    // Keep some of what comes next in sight.
    if (seen.top() < 0 || seen.bottom() > height * 3 / 4)
        m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
}

void EventsView::setLook(const Look &look)
{
    m_look = look;
    m_model->setLook(look);
    const QPalette colours = tableColours(palette(), look.theme);
    setPalette(colours);
    m_table->setPalette(colours);
    m_table->horizontalHeader()->setPalette(colours);
    m_empty->setFont(look.font(TextRole::Control));
    const QFontMetrics metrics(look.font(TextRole::Mono));
    m_table->verticalHeader()->setDefaultSectionSize(metrics.height() + look.ipx(6));
    m_table->verticalHeader()->setMinimumSectionSize(1);
    m_table->setColumnWidth(
        EventsModel::Time, metrics.horizontalAdvance(QStringLiteral("00000.00 ms")) + look.ipx(16));
    m_table->setColumnWidth(EventsModel::Device,
                            metrics.horizontalAdvance(QStringLiteral("Worker 0000")) +
                                look.ipx(24));
    setNameColumn();
}

// As wide as the longest name, and so is the column of micro-batches behind it; the last one has
// the rest of the table, or what it needs.
void EventsView::setNameColumn()
{
    const QFontMetrics metrics(m_look.font(TextRole::Mono));
    const int letters = static_cast<int>(m_longestName) * metrics.horizontalAdvance(u'0');
    m_table->setColumnWidth(EventsModel::Visit, letters + m_look.ipx(24));
    const bool several = m_snapshot && m_model->columnCount() == EventsModel::ColumnCount;
    m_table->horizontalHeader()->setStretchLastSection(!several);
    if (!several)
        return;
    const core::Plan &plan = m_snapshot->plan;
    const QString widest = EventsModel::tr("%1 of replica %2")
                               .arg(countText(plan.order.microBatches), countText(plan.replicas));
    const QFontMetrics heading(m_look.font(TextRole::CaptionStrong));
    const int words = std::max(metrics.horizontalAdvance(widest),
                               heading.horizontalAdvance(EventsModel::tr("Micro-batch")));
    m_table->setColumnWidth(EventsModel::Batch, words + m_look.ipx(24));
}

void EventsView::setSelectedDevice(std::optional<int> device)
{
    m_model->setSelectedDevice(device);
}

void EventsView::showEvent(QShowEvent *)
{
    fill();
    followMoment();
}

} // namespace ui
