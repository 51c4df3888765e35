// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/lower_pane.h"

#include "ui/controls/elided_label.h"
#include "ui/document/document.h"
#include "ui/paint/primitives.h"
#include "ui/panels/end_before.h"
#include "ui/panels/remedies_panel.h"
#include "ui/playback/playback.h"
#include "ui/views/charts/busy_view.h"
#include "ui/views/charts/costs_view.h"
#include "ui/views/charts/memory_view.h"
#include "ui/views/charts/network_view.h"
#include "ui/views/events/events_view.h"
#include "ui/views/timeline/legend_view.h"
#include "ui/views/timeline/runs_choice.h"
#include "ui/views/timeline/timeline_view.h"

#include <QPainter>
#include <QStackedWidget>
#include <QStyle>

#include <algorithm>
#include <type_traits>

namespace ui {
namespace {
constexpr double kHeader = 35;
constexpr double kPadding = 14;
constexpr double kReadoutLine = 18;
constexpr double kSecondLine = 25; // of the header, where one has no room for all

} // namespace

LowerPane::LowerPane(Document &document, Playback &playback, DeviceWord word, QWidget *parent)
    : Card(parent), m_document(document), m_playback(playback), m_word(word),
      m_tabs(new TabStrip(this)), m_runs(new RunsChoice(this)), m_legend(new LegendView(this)),
      m_readout(
          {new ElidedLabel(TextRole::Control, this), new ElidedLabel(TextRole::Control, this)}),
      m_stack(new QStackedWidget(this)), m_remedies(new RemediesPanel(document, this))
{
    setAccessibleName(tr("Lower pane"));
    m_tabs->setAccessibleName(tr("Lower pane"));
    setWhatsThis(tr("The step as a timeline, as charts and as a list of events; all share one "
                    "playhead."));
    addPages();
    m_tabs->setItems(tabs());
    m_tabs->setCurrent(m_pages.front().tab.id);
    (void)currentPage();
    m_remedies->hide();
    for (ElidedLabel *line : m_readout) {
        line->setObjectName(QStringLiteral("readout"));
        line->hide();
    }
    connect(m_tabs, &ChoiceRow::chosen, this, &LowerPane::showTab);
    connect(m_runs, &ChoiceRow::chosen, this, &LowerPane::showRuns);
    m_endBefore = new EndBefore(document, *m_timeline, this);
}

// To add a view: a row here.
void LowerPane::addPages()
{
    const auto make = [this]<class View>(std::type_identity<View>) {
        return [this](PanePage &page) { makeView<View>(page); };
    };
    m_pages = {
        {{QStringLiteral("timeline"), tr("Timeline"), tr("What every GPU does when")},
         [this](PanePage &page) {
             m_timeline = makeView<TimelineView>(page);
             connect(m_timeline, &TimelineView::readoutChanged, this, [this] {
                 showReadout();
                 place();
             });
             const auto *pointer = &m_timeline->pointer();
             connect(pointer, &TimelinePointer::visitClicked, this, &LowerPane::chooseVisit);
             connect(pointer, &TimelinePointer::costsWanted, this, &LowerPane::showCosts);
             page.setSnapshot = [this](const core::SnapshotPtr &) {
                 m_timeline->setRuns(m_runs->predicted(), m_runs->measured());
             };
         }},
        {{QStringLiteral("memory"), tr("Memory"), tr("How full the memory of every GPU is")},
         make(std::type_identity<MemoryView>{})},
        {{QStringLiteral("busy"), tr("Busy time"), tr("How every GPU spends the step")},
         make(std::type_identity<BusyView>{})},
        {{QStringLiteral("network"), tr("Network"), tr("What the links carry")},
         make(std::type_identity<NetworkView>{})},
        {{QStringLiteral("costs"), tr("Operations"), tr("What the time of a pass is made of")},
         [this](PanePage &page) { m_costs = makeView<CostsView>(page); }},
        {{QStringLiteral("events"), tr("Events"), tr("Everything in order of time")},
         make(std::type_identity<EventsView>{})},
    };
}

template <class View>
View *LowerPane::makeView(PanePage &page)
{
    auto *view = new View(m_stack);
    m_stack->addWidget(view);
    view->setWhatsThis(inWord(m_word, view->whatsThis()));
    view->setAccessibleName(inWord(m_word, view->accessibleName()));
    showOn(page, view);
    if constexpr (requires { &View::scrubbed; })
        connect(view, &View::scrubbed, &m_playback, &Playback::seek);
    if constexpr (requires { &View::deviceClicked; })
        connect(view, &View::deviceClicked, this, [this](int device) {
            m_document.select(m_document.selectedDevice() == device ? std::nullopt
                                                                    : std::optional(device));
        });
    view->setLook(m_look);
    Q_EMIT viewMade(view);
    return view;
}

void LowerPane::chooseVisit(const core::SpanTag &visit)
{
    m_visit = visit; // the page shows it once it has the step and its device
    if (currentTab() == QStringLiteral("costs"))
        refreshCurrent();
}

void LowerPane::showCosts(const core::SpanTag &visit)
{
    chooseVisit(visit);
    showTab(QStringLiteral("costs"));
}

void LowerPane::showBare()
{
    m_isBare = true;
    m_tabs->hide();
    place();
}

QList<ChoiceItem> LowerPane::tabs() const
{
    QList<ChoiceItem> items;
    for (const PanePage &page : m_pages)
        items.append({page.tab.id, page.tab.text, inWord(m_word, page.tab.toolTip)});
    return items;
}

PanePage &LowerPane::currentPage()
{
    PanePage &page = m_pages[m_current];
    if (page.view == nullptr)
        page.make(page);
    return page;
}

QWidget *LowerPane::currentView() const
{
    return m_stack->isHidden() ? static_cast<QWidget *>(m_remedies) : m_stack->currentWidget();
}

void LowerPane::showTab(const QString &id)
{
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i].tab.id == id)
            m_current = i;
    }
    m_tabs->setCurrent(m_pages[m_current].tab.id);
    m_stack->setCurrentWidget(currentPage().view);
    refreshCurrent();
    place();
}

void LowerPane::refreshCurrent()
{
    PanePage &page = currentPage();
    if (page.shown != m_snapshot) {
        page.shown = m_snapshot;
        page.setSnapshot(m_snapshot);
    }
    page.setMoment(m_playback.moment());
    page.setSelectedDevice(m_document.shownDevice());
    if (m_visit && currentTab() == QStringLiteral("costs")) {
        m_costs->showVisit(m_visit->stage, m_visit->kind);
        m_visit.reset();
    }
    showReadout();
    showLegend();
}

void LowerPane::showRuns()
{
    m_timeline->setRuns(m_runs->predicted(), m_runs->measured());
    showLegend();
    place();
}

void LowerPane::showLegend()
{
    if (m_snapshot && !m_snapshot->metrics.fits)
        m_legend->setSnapshot({});
    else if (currentTab() == QStringLiteral("timeline"))
        m_legend->setRuns(m_runs->predicted(), m_runs->measured());
    else
        m_legend->setSnapshot(m_snapshot);
}

std::optional<TimePart> LowerPane::shownPart() const
{
    return m_snapshot ? m_timeline->viewport().partOf({m_snapshot->trace.stop}) : std::nullopt;
}

void LowerPane::setTimelineOptions(const TimelineOptions &options)
{
    m_marks = options;
    m_timeline->setOptions(options);
    showReadout();
    place();
}

void LowerPane::showReadout()
{
    const bool timeline = currentTab() == QStringLiteral("timeline") && m_stack->isVisibleTo(this);
    QStringList words = timeline ? m_timeline->readout() : QStringList();
    // On one line where they fit: each line takes height from the rows.
    const QString joined = words.join(QStringLiteral("  ·  "));
    if (words.size() > 1 && textWidth(m_look.font(TextRole::Control), joined) <= bodyWidth())
        words = {joined};
    for (qsizetype i = 0; i < m_readout.size(); ++i) {
        m_readout[i]->setText(words.value(i));
        m_readout[i]->setAccessibleName(words.value(i));
        m_readout[i]->setVisible(i < words.size());
    }
    updateGeometry();
}

void LowerPane::setSnapshot(const core::SnapshotPtr &snapshot, const core::SnapshotPtr &predicted)
{
    if (predicted) // a further step of the same run, no change of the scenario
        m_endBefore->hide();
    else
        m_endBefore->stepChanges(m_snapshot, snapshot);
    m_snapshot = snapshot;
    const bool fits = !snapshot || snapshot->metrics.fits;
    m_remedies->setSnapshot(snapshot);
    m_runs->setRuns(core::RunPtr(predicted), core::RunPtr(snapshot));
    m_remedies->setVisible(!fits);
    m_tabs->setVisible(fits && !m_isBare);
    m_stack->setVisible(fits);
    refreshCurrent();
    updateGeometry();
    place();
    update();
}

void LowerPane::setAwake(bool awake)
{
    m_remedies->setAwake(awake);
    m_endBefore->hide();
}

void LowerPane::setTellsRemedies(bool tells)
{
    m_remedies->setTells(tells);
}

void LowerPane::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    m_tabs->setLook(look);
    m_legend->setLook(look);
    m_runs->setLook(look);
    for (ElidedLabel *line : m_readout)
        line->setLook(look);
    m_remedies->setLook(look);
    for (const PanePage &page : m_pages) {
        if (page.view != nullptr)
            page.setLook(look);
    }
    updateGeometry();
    place();
}

QSize LowerPane::minimumSizeHint() const
{
    qsizetype lines = 0;
    for (const ElidedLabel *line : m_readout)
        lines += line->isVisibleTo(this) ? 1 : 0;
    // Two timeline rows, or whole remedy cards.
    const int rows = m_look.ipx(138 + kReadoutLine * static_cast<double>(lines));
    const int ways =
        m_remedies->isVisibleTo(this) ? m_remedies->minimumSizeHint().height() + m_look.ipx(3) : 0;
    return {m_look.ipx(420), std::max(rows, ways)};
}

void LowerPane::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    showReadout();
    place();
}

int LowerPane::bodyWidth() const
{
    return width() - 2 * m_look.ipx(kPadding);
}

int LowerPane::headerHeight() const
{
    return m_isBare ? 0 : m_look.ipx(kHeader);
}

// Beside the tabs; what has no room there stands in a line below them. A legend of one run gives
// way instead: its colours are told by tips too.
int LowerPane::placeLegend()
{
    const auto put = [this](QWidget *widget, int left, int top, int high, int wide) {
        const QRect area(left, top + (high - widget->sizeHint().height()) / 2, wide,
                         widget->sizeHint().height());
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    const int padding = m_look.ipx(kPadding);
    const int right = width() - padding;
    const int besideTabs = m_look.ipx(14) + m_tabs->sizeHint().width();
    const bool timeline = currentTab() == QStringLiteral("timeline");
    const bool busy = currentTab() == QStringLiteral("busy");
    if (busy)
        m_legend->showBusyBars();
    else
        m_legend->showTimeline(m_marks);
    if (m_isBare) { // a class has no tips
        m_runs->hide();
        m_legend->setRoom(right - padding);
        const bool shown = (timeline || busy) && !m_legend->isEmpty();
        const int line =
            shown ? std::max(m_look.ipx(kSecondLine), m_legend->sizeHint().height()) : 0;
        m_legend->setVisible(shown);
        put(m_legend, padding, 0, line, right - padding);
        return line;
    }
    m_runs->setVisible(timeline && m_tabs->isVisibleTo(this) && m_runs->isNeeded());
    const bool chooses = m_runs->isVisibleTo(this);
    const int runs = chooses ? m_runs->sizeHint().width() : 0;
    const int afterRuns = chooses ? runs + m_look.ipx(12) : 0;
    const bool runsBeside = besideTabs + runs <= right;
    m_legend->setRoom(right - besideTabs - afterRuns);
    const bool legendBeside = runsBeside && (!chooses || m_legend->isWorthShowing());
    if (!legendBeside)
        m_legend->setRoom(right - padding - (runsBeside ? 0 : afterRuns));
    const int second =
        legendBeside ? 0 : std::max(m_look.ipx(kSecondLine), m_legend->sizeHint().height());
    if (chooses)
        put(m_runs, runsBeside ? besideTabs : padding, runsBeside ? 0 : headerHeight(),
            runsBeside ? headerHeight() : second, runs);
    // The other tabs have their own.
    const int room = right - (legendBeside ? besideTabs : padding) -
                     (runsBeside && !legendBeside ? 0 : afterRuns);
    m_legend->setVisible(m_tabs->isVisibleTo(this) && (timeline || busy) && !m_legend->isEmpty() &&
                         (m_legend->isWorthShowing() || m_legend->sizeHint().width() <= room));
    const int wide = std::min(m_legend->sizeHint().width(), std::max(0, room));
    put(m_legend, right - wide, legendBeside ? 0 : headerHeight(),
        legendBeside ? headerHeight() : second, wide);
    return second;
}

void LowerPane::place()
{
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    const int padding = m_look.ipx(kPadding);
    const int header = headerHeight();
    const int left = m_look.ipx(10); // and as much at the right: tabs have air of their own
    put(m_tabs, {left, 0, std::min(m_tabs->sizeHint().width(), width() - 2 * left), header});
    const int second = placeLegend();
    QRect body =
        rect().adjusted(padding, header + second + m_look.ipx(4), -padding, -m_look.ipx(6));
    for (ElidedLabel *line : m_readout) {
        if (!line->isVisibleTo(this))
            continue;
        put(line, {body.left(), body.top(), body.width(), m_look.ipx(kReadoutLine)});
        body.setTop(body.top() + m_look.ipx(kReadoutLine));
    }
    put(m_stack, body);
    put(m_remedies, rect().adjusted(1, 1, -1, -m_look.ipx(3)));
}

void LowerPane::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    if (!m_tabs->isVisibleTo(this))
        return;
    QPainter painter(this);
    const double line = m_look.px(m_look.theme.lineWidth);
    painter.fillRect(QRectF(1, headerHeight() - line, width() - 2, line), m_look.theme.line);
}

} // namespace ui
