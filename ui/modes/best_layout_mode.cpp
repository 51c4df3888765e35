// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/best_layout_mode.h"

#include "core/runner/all_cores.h"
#include "core/search/advice_json.h"
#include "core/search/layout_bound.h"
#include "core/search/layout_table.h"
#include "ui/bridge/layout_bridge.h"
#include "ui/document/document.h"
#include "ui/modes/chart_files.h"
#include "ui/panels/layout_ideas.h"
#include "ui/panels/layout_pane.h"
#include "ui/panels/sweep_bar.h"
#include "ui/playback/playback.h"
#include "ui/words/layout_texts.h"

#include <algorithm>

namespace ui {

namespace {

// Nothing is left to be searched. Where no layout fits, that is where one would.
bool isAnswered(const core::LayoutAdvice &advice)
{
    return advice.complete && (!advice.ideas.empty() || advice.devicesKnown);
}

LayoutChartData dataOf(const BestLayoutMode::Found &found,
                       const std::optional<core::LayoutPoint> &now)
{
    LayoutChartData data = {.points = found.points, .ideas = {}, .now = now};
    for (const core::LayoutIdea &idea : found.advice.ideas)
        data.ideas.push_back(layoutPointOf(idea.scenario, idea.step, idea.memory, true));
    data.bound = found.advice.bound;
    if (found.scenario)
        data.capacity = found.scenario->cluster.device.memory;
    data.limit = found.advice.limit.count > 0 ? found.advice.limit : data.capacity;
    return data;
}

} // namespace

BestLayoutMode::BestLayoutMode(const ModeContext &context, QWidget *parent)
    : BarMode(context, QStringLiteral("best-layout"), parent), m_pane(new LayoutPane(this)),
      m_ideas(new LayoutIdeas(this)), m_bridge(new LayoutBridge(this))
{
    setPanes(m_pane, m_ideas);
    connectParts();
    connect(&document(), &Document::scenarioChanged, this, &BestLayoutMode::showScenario);
    connect(&document(), &Document::opened, this, &BestLayoutMode::showScenario);
    connect(&document(), &Document::snapshotChanged, this, [this] {
        if (isAwake())
            showFound();
    });
    connect(m_bridge, &LayoutBridge::told, this, &BestLayoutMode::takeNews);
    connect(m_bridge, &LayoutBridge::ended, this, [this] {
        showFound();
        Q_EMIT ended();
    });
}

void BestLayoutMode::connectParts()
{
    LayoutChart &chart = m_pane->chart();
    connect(&chart, &LayoutChart::selectionChanged, this, [this] {
        forgetNote();
        showPoint();
    });
    connect(&chart, &LayoutChart::pointTaken, this, &BestLayoutMode::takeLayout);
    connect(&chart, &LayoutChart::pointPinned, this, &BestLayoutMode::pin);
    connect(m_pane, &LayoutPane::heldChosen, this, &BestLayoutMode::start);
    connect(m_ideas, &LayoutIdeas::keptFreeChosen, this, &BestLayoutMode::keepFree);
    connect(m_ideas, &LayoutIdeas::taken, this, &BestLayoutMode::takeIdea);
    connect(&bar(), &SweepBar::cancelRequested, this, [this] {
        m_found.wasCancelled = true;
        m_bridge->cancel();
    });
    connect(&bar(), &SweepBar::restartRequested, this, &BestLayoutMode::goOn);
    connect(&bar(), &SweepBar::openRequested, this, [this] {
        if (const auto selected = m_pane->chart().selected())
            takeLayout(*selected);
        Q_EMIT modeRequested(QStringLiteral("explore"));
    });
    connect(&bar(), &SweepBar::pinRequested, this, [this] {
        if (const auto selected = m_pane->chart().selected())
            pin(*selected);
    });
    connect(&bar(), &SweepBar::saveRequested, this, [this] {
        askForChartFile(this, QStringLiteral("layouts"),
                        [this](const QString &path) { saveTo(path); });
    });
}

bool BestLayoutMode::isBusy() const
{
    return m_bridge->isBusy();
}

void BestLayoutMode::wake()
{
    playback().pause();
    showScenario();
}

void BestLayoutMode::sleep()
{
    m_bridge->cancel();
}

// Another layout of the same space changes nothing of what is found; anything else all of it.
void BestLayoutMode::showScenario()
{
    if (!isAwake())
        return;
    forgetNote();
    const bool isSame =
        m_found.scenario &&
        core::haveSameLayouts(*m_found.scenario, document().scenario(), m_pane->held());
    const bool isDone = isAnswered(m_found.advice) || m_found.wasCancelled || m_bridge->isBusy();
    if (!isSame || !isDone)
        start();
    showFound();
}

void BestLayoutMode::start()
{
    m_found = {};
    m_pane->chart().select({});
    if (document().keepsSecret()) { // what helps would tell it
        m_bridge->cancel();
        return showFound();
    }
    m_found.scenario = document().scenario();
    m_bridge->start(*m_found.scenario, freeBytes(), m_pane->held());
    showFound();
}

// That nothing fits need not be found out twice.
void BestLayoutMode::goOn()
{
    const core::LayoutAdvice &advice = m_found.advice;
    if (!advice.complete || isAnswered(advice) || !m_found.scenario || document().keepsSecret())
        return start();
    m_found.wasCancelled = false;
    m_bridge->start(*m_found.scenario, freeBytes(), m_pane->held(), advice);
    showFound();
}

void BestLayoutMode::keepFree(int percent)
{
    if (percent == m_freePercent)
        return;
    m_freePercent = percent;
    start();
}

core::Bytes BestLayoutMode::freeBytes() const
{
    return {document().scenario().cluster.device.memory.count / 100 * m_freePercent};
}

void BestLayoutMode::takeNews(const core::LayoutAdvice &advice,
                              const std::vector<core::LayoutPoint> &points)
{
    m_found.advice = advice;
    m_found.points.insert(m_found.points.end(), points.begin(), points.end());
    showFound();
}

void BestLayoutMode::prepareSteps(int)
{
    m_bridge->cancel();
    if (document().keepsSecret() || isAnswered(m_found.advice))
        return;
    m_found = {.scenario = document().scenario()};
    const core::AdviceOptions options = {.keepFree = freeBytes(),
                                         .held = m_pane->held(),
                                         .forEach = core::onAllCores,
                                         .looked = [this](const auto &points) {
                                             m_found.points.insert(m_found.points.end(),
                                                                   points.begin(), points.end());
                                         }};
    m_found.advice = core::adviseLayouts(*m_found.scenario, options);
    core::askBeyond(m_found.advice, *m_found.scenario, options);
    showFound();
}

// As it was simulated.
std::optional<core::LayoutPoint> BestLayoutMode::now() const
{
    const core::SnapshotPtr &snapshot = document().snapshot();
    if (!snapshot || !(snapshot->scenario == document().scenario()))
        return {};
    core::Bytes memory;
    for (const core::RowPlan &row : snapshot->plan.rows)
        memory = std::max(memory, row.peak.total());
    if (!snapshot->plan.fits)
        return layoutPointOf(snapshot->scenario, core::boundOfLayout(snapshot->scenario).step,
                             memory, false);
    if (!snapshot->metrics.completed)
        return {};
    return layoutPointOf(snapshot->scenario, snapshot->metrics.step, memory, true);
}

void BestLayoutMode::showFound()
{
    const std::optional<core::LayoutPoint> chosen = now();
    m_pane->setData(dataOf(m_found, chosen), searchSubtitle(document().scenario(), m_pane->held()),
                    m_bridge->isBusy() ? LayoutPane::More::Comes : LayoutPane::More::IsNot);
    m_ideas->setAdvice(m_found.advice, chosen);
    place();
    showProgress();
    showPoint();
}

void BestLayoutMode::showProgress()
{
    const core::SearchCounts &counts = m_found.advice.counts;
    const auto known = static_cast<double>(counts.candidates - counts.ruledOut());
    const bool isBusy = m_bridge->isBusy();
    bar().setProgress(
        {.words = m_found.scenario ? searchProgress(m_found.advice, isBusy) : QString(),
         .share = counts.candidates > 0 ? known / static_cast<double>(counts.candidates) : 0,
         .isBusy = isBusy,
         .canGoOn = !isBusy && m_found.scenario && !isAnswered(m_found.advice),
         .canSave = !m_found.points.empty()});
}

void BestLayoutMode::showPoint()
{
    const std::optional<core::LayoutPoint> &selected = m_pane->chart().selected();
    QString sentence = note();
    if (sentence.isEmpty() && selected)
        sentence = layoutText(*selected).replace(u'\n', QStringLiteral("  ·  "));
    bar().setPoint(sentence, selected && selected->fits);
}

bool BestLayoutMode::isThere(const core::LayoutPoint &point) const
{
    const std::optional<core::LayoutPoint> chosen = now();
    return chosen && isSameLayout(*chosen, point) && chosen->step == point.step;
}

// What is there may have stages that the search has not, and that no point tells.
core::Scenario BestLayoutMode::scenarioOf(const core::LayoutPoint &point) const
{
    if (isThere(point))
        return document().scenario();
    core::Scenario scenario = core::withoutShape(document().scenario());
    core::setLayout(scenario, point.layout);
    core::setOrder(scenario, point.order);
    return scenario;
}

// Undo brings the former layout back. What does not fit says so where it is selected.
void BestLayoutMode::takeLayout(const core::LayoutPoint &point)
{
    if (!point.fits || isThere(point) || document().keepsSecret())
        return showPoint();
    document().edit(scenarioOf(point), tr("take a layout"));
}

void BestLayoutMode::takeIdea(std::size_t index)
{
    if (index >= m_found.advice.ideas.size())
        return;
    const core::LayoutIdea idea = m_found.advice.ideas[index];
    document().edit(idea.scenario, tr("take the best layout"));
}

void BestLayoutMode::pin(const core::LayoutPoint &point)
{
    if (point.fits)
        pinAlone(scenarioOf(point));
    else
        showPoint();
}

void BestLayoutMode::saveTo(const QString &path)
{
    if (!m_found.scenario)
        return;
    const ChartFile chart = {
        .title = tr("Step time against memory"),
        .subtitle = searchSubtitle(*m_found.scenario, m_pane->held()),
        .scenario = document().scenario(),
        .csv = [this] { return core::layoutsToCsv(m_found.points); },
        .json = [this] { return core::adviceToJson(*m_found.scenario, m_found.advice); },
        .paint =
            [this](QPainter &painter, const QSize &size, const Look &look) {
                LayoutChart alone;
                alone.resize(size);
                alone.setLook(look);
                alone.setData(m_pane->chart().data());
                alone.paintInto(painter);
            }};
    Q_EMIT complained(saveChart(chart, path));
}

QList<QWidget *> BestLayoutMode::panes() const
{
    return {&m_pane->chart(), m_ideas, &bar()};
}

void BestLayoutMode::focusMain()
{
    m_pane->chart().setFocus(Qt::OtherFocusReason);
}

QString BestLayoutMode::describe() const
{
    return m_pane->chart().describe() + u'\n' + m_ideas->text();
}

Standing BestLayoutMode::standing() const
{
    return {document().snapshot(),
            [found = m_found, percent = m_freePercent, held = m_pane->held()](Mode &fresh) {
                auto &mode = static_cast<BestLayoutMode &>(fresh);
                mode.m_freePercent = percent;
                mode.m_pane->setHeld(held);
                mode.m_ideas->setKeptFree(percent);
                mode.m_found = found;
                mode.m_found.wasCancelled = true; // a picture shows what is there
            }};
}

void BestLayoutMode::setLook(const Look &look)
{
    m_pane->setLook(look);
    m_ideas->setLook(look);
    BarMode::setLook(look);
}

int BestLayoutMode::leftWidth(int wide) const
{
    return wide - std::min(m_ideas->sizeHint().width(), wide / 2);
}

} // namespace ui
