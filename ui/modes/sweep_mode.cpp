// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/sweep_mode.h"

#include "core/sweep/sweep_files.h"
#include "ui/bridge/sweep_bridge.h"
#include "ui/document/document.h"
#include "ui/modes/chart_files.h"
#include "ui/panels/sweep_bar.h"
#include "ui/panels/sweep_pane.h"
#include "ui/playback/playback.h"
#include "ui/views/charts/sweep_plot.h"
#include "ui/views/charts/sweep_view.h"
#include "ui/words/sweep_texts.h"

#include <algorithm>

namespace ui {

namespace {

constexpr double kLinesShare = 0.58; // of the width; the rest is the map's

} // namespace

SweepMode::SweepMode(const ModeContext &context, QWidget *parent)
    : BarMode(context, QStringLiteral("sweep"), parent),
      m_lines(new SweepPane(SweepShape::Lines, this)), m_map(new SweepPane(SweepShape::Map, this)),
      m_active(m_lines)
{
    setPanes(m_lines, m_map);
    connectPane(*m_lines);
    connectPane(*m_map);
    connectBar();
    connect(&document(), &Document::scenarioChanged, this, &SweepMode::showScenario);
    connect(&document(), &Document::opened, this, &SweepMode::showScenario);
    connect(&simulations(), &SweepBridge::arrived, this, &SweepMode::takePoints);
    connect(&simulations(), &SweepBridge::ended, this, [this] {
        showProgress();
        Q_EMIT ended();
    });
}

void SweepMode::connectPane(SweepPane &pane)
{
    connect(&pane, &SweepPane::planChanged, this, &SweepMode::start);
    connect(&pane.view(), &SweepView::selectionChanged, this, [this, &pane] {
        forgetNote();
        if (pane.view().selected()) { // else the other one was selected
            m_active = &pane;
            SweepPane &other = &pane == m_lines ? *m_map : *m_lines;
            other.view().select({});
        }
        showPoint();
    });
    connect(&pane.view(), &SweepView::pointOpened, this, [this, &pane](std::size_t index) {
        m_active = &pane;
        openPoint(index);
    });
    connect(&pane.view(), &SweepView::pointPinned, this, [this, &pane](std::size_t index) {
        m_active = &pane;
        pinPoint(index);
    });
    connect(&pane.view(), &SweepView::pointDragged, this,
            [this](std::size_t, const QPoint &at) { (void)bar().awaitDrop(at); });
    connect(&pane.view(), &SweepView::pointDropped, this,
            [this, &pane](std::size_t index, const QPoint &at) {
                const bool isHere = bar().awaitDrop(at);
                (void)bar().awaitDrop({});
                m_active = &pane;
                if (isHere)
                    pinPoint(index);
            });
}

void SweepMode::connectBar()
{
    connect(&bar(), &SweepBar::cancelRequested, &simulations(), &SweepBridge::cancel);
    connect(&bar(), &SweepBar::restartRequested, this, &SweepMode::start);
    connect(&bar(), &SweepBar::openRequested, this, [this] {
        if (const auto selected = m_active->view().selected())
            openPoint(*selected);
    });
    connect(&bar(), &SweepBar::pinRequested, this, [this] {
        if (const auto selected = m_active->view().selected())
            pinPoint(*selected);
    });
    connect(&bar(), &SweepBar::saveRequested, this, &SweepMode::askForFile);
}

bool SweepMode::isBusy() const
{
    return simulations().isBusy();
}

void SweepMode::wake()
{
    playback().pause();
    showScenario();
}

void SweepMode::sleep()
{
    simulations().cancel();
    (void)bar().awaitDrop({});
}

void SweepMode::showScenario()
{
    if (!isAwake())
        return;
    forgetNote();
    m_lines->setScenario(document().scenario());
    m_map->setScenario(document().scenario());
    start();
}

// What is done already is not done again; the newest request takes the place of the one under way.
void SweepMode::start()
{
    const Plans asked = {m_lines->plan(), m_map->plan()};
    if (simulations().isBusy() && asked == m_asked) // another signal of the same change
        return showProgress();
    m_asked = asked;
    (void)bar().awaitDrop({}); // of a point that is there no more
    m_requested.clear();
    std::vector<core::SweepPlan> plans;
    for (SweepPane *pane : {m_lines, m_map}) {
        if (pane->isComplete())
            continue;
        m_requested.push_back(pane);
        plans.push_back(*pane->plan());
    }
    if (plans.empty())
        simulations().cancel();
    else
        simulations().start(std::move(plans));
    showProgress();
    showPoint();
}

void SweepMode::takePoints(std::size_t request, const std::vector<core::SweepPoint> &points)
{
    SweepPane &pane = *m_requested[request];
    const bool goesOn = pane.results() && pane.results()->plan == *pane.plan();
    auto results = std::make_shared<core::SweepResults>(goesOn ? *pane.results()
                                                               : core::emptyResults(*pane.plan()));
    for (const core::SweepPoint &point : points)
        results->points[point.index] = point;
    pane.setResults(std::move(results));
    showProgress();
    showPoint();
}

void SweepMode::prepareSteps(int)
{
    simulations().cancel();
    for (SweepPane *pane : {m_lines, m_map}) {
        if (!pane->isComplete())
            pane->setResults(std::make_shared<core::SweepResults>(core::sweep(*pane->plan())));
    }
    showProgress();
}

void SweepMode::showProgress()
{
    std::size_t done = 0;
    std::size_t all = 0;
    for (const SweepPane *pane : {m_lines, m_map}) {
        if (!pane->plan())
            continue;
        all += pane->plan()->pointCount();
        if (pane->results() && pane->results()->plan == *pane->plan())
            done += pane->results()->done();
    }
    const bool isBusy = simulations().isBusy();
    bar().setProgress({.words = sweepProgress(done, all, isBusy),
                       .share = all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 0,
                       .isBusy = isBusy,
                       .canGoOn = !isBusy && done<all, .canSave = done> 0});
}

void SweepMode::showPoint()
{
    const std::optional<std::size_t> selected = m_active->view().selected();
    if (!selected || !m_active->results())
        return bar().setPoint(note(), false);
    const QString sentence = pointText(*m_active->results(), *selected, m_active->metric())
                                 .replace(u'\n', QStringLiteral("  ·  "));
    bar().setPoint(note().isEmpty() ? sentence : note(), scenarioOf(*selected).has_value());
}

std::optional<core::Scenario> SweepMode::scenarioOf(std::size_t index) const
{
    if (!m_active->results())
        return {};
    core::PointScenario made = core::scenarioAt(m_active->results()->plan, index);
    return made.refusal.empty() ? std::optional(std::move(made.scenario)) : std::nullopt;
}

// Undo brings the former set-up back.
void SweepMode::openPoint(std::size_t index)
{
    std::optional<core::Scenario> scenario = scenarioOf(index);
    if (!scenario)
        return showPoint(); // which says why
    document().edit(std::move(*scenario), tr("open a point of the sweep"));
    Q_EMIT modeRequested(QStringLiteral("explore"));
}

void SweepMode::pinPoint(std::size_t index)
{
    if (const std::optional<core::Scenario> scenario = scenarioOf(index))
        pinAlone(*scenario);
    else
        showPoint();
}

void SweepMode::askForFile()
{
    askForChartFile(this, QStringLiteral("sweep"), [this](const QString &path) { saveTo(path); });
}

// The chart that was last used.
void SweepMode::saveTo(const QString &path)
{
    const std::shared_ptr<const core::SweepResults> results = m_active->results();
    if (!results)
        return;
    const SweepPane &pane = *m_active;
    const ChartFile chart = {.title = sweepHeading(results->plan, pane.metric()),
                             .subtitle = sweepSubtitle(results->plan),
                             .scenario = results->plan.scenario,
                             .csv = [&results] { return core::sweepToCsv(*results); },
                             .json = [&results] { return core::sweepToJson(*results); },
                             .paint =
                                 [&](QPainter &painter, const QSize &size, const Look &look) {
                                     paintSweep(painter, *results, pane.metric(), pane.shape(),
                                                size, look);
                                 }};
    Q_EMIT complained(saveChart(chart, path));
}

QList<QWidget *> SweepMode::panes() const
{
    return {&m_lines->view(), &m_map->view(), &bar()};
}

void SweepMode::focusMain()
{
    m_lines->view().setFocus(Qt::OtherFocusReason);
}

QString SweepMode::describe() const
{
    return m_lines->view().describe() + QStringLiteral("\n\n") + m_map->view().describe();
}

Standing SweepMode::standing() const
{
    return {document().snapshot(),
            [lines = m_lines->choice(), map = m_map->choice(), ofLines = m_lines->results(),
             ofMap = m_map->results()](Mode &fresh) {
                auto &mode = static_cast<SweepMode &>(fresh);
                mode.m_lines->setChoice(lines);
                mode.m_map->setChoice(map);
                mode.m_lines->setResults(ofLines);
                mode.m_map->setResults(ofMap);
            }};
}

void SweepMode::setLook(const Look &look)
{
    m_lines->setLook(look);
    m_map->setLook(look);
    BarMode::setLook(look);
}

int SweepMode::leftWidth(int wide) const
{
    return qRound(wide * kLinesShare);
}

} // namespace ui
