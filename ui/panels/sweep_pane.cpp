// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweep_pane.h"

#include "core/io/scenario/setting_titles.h"
#include "core/sweep/usual_axes.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/choice_row.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/panels/sweep_values.h"
#include "ui/views/charts/sweep_view.h"
#include "ui/words/sweep_texts.h"
#include "ui/words/text_of.h"

#include <QStringList>
#include <QStyle>

#include <algorithm>
#include <array>
#include <span>

namespace ui {

namespace {

// Logical pixels.
constexpr double kSide = 20;
constexpr double kTop = 14;
constexpr double kGap = 8;
constexpr double kFoot = 12;
constexpr double kWidestBox = 220;

QString idOf(core::Scaling scaling)
{
    return scaling == core::Scaling::Weak ? QStringLiteral("weak") : QStringLiteral("strong");
}

QString idOf(std::string_view text)
{
    return textOf(text);
}

} // namespace

SweepPane::SweepPane(SweepShape shape, QWidget *parent)
    : Card(parent), m_shape(shape), m_title(new ElidedLabel(TextRole::SectionTitle, this)),
      m_subtitle(new ElidedLabel(TextRole::Caption, this)),
      m_metricBox(new ChoiceBox(tr("Figure"), this)), m_xBox(new ChoiceBox(tr("Columns"), this)),
      m_seriesBox(new ChoiceBox(shape == SweepShape::Map ? tr("Rows") : tr("Lines"), this)),
      m_values(new IconButton(QStringLiteral("settings"), tr("Values and prices…"), this)),
      m_scaling(new ChoiceRow(ChoiceStyle::SmallSegments, this)),
      m_view(new SweepView(shape, this)),
      m_best(new TextBlock(TextRole::CaptionStrong, TextBlock::Tone::Plain, 0, this))
{
    m_scaling->setItems(
        {{idOf(core::Scaling::Strong), tr("Strong"), tr("Strong scaling: the same global batch")},
         {idOf(core::Scaling::Weak), tr("Weak"),
          tr("Weak scaling: the same samples for each GPU")}});
    m_scaling->setAccessibleName(tr("What stays as GPUs are added"));
    m_wanted = shape == SweepShape::Map
                   ? SweepChoice{"training.micro_batches", "parallel.pipeline", "busy"}
                   : SweepChoice{"cluster.devices", "parallel.split", "samples_per_second"};
    m_scaling->setVisible(shape == SweepShape::Lines);
    const auto onChosen = [this](ChoiceBox *box, std::string SweepChoice::*part) {
        connect(box, &ChoiceBox::chosen, this, [this, part](const QString &id) {
            SweepChoice choice = m_choice;
            choice.*part = id.toStdString();
            choose(choice);
        });
    };
    connect(m_values, &QAbstractButton::clicked, this, &SweepPane::askForValues);
    onChosen(m_metricBox, &SweepChoice::metric);
    onChosen(m_xBox, &SweepChoice::x);
    onChosen(m_seriesBox, &SweepChoice::series);
    connect(m_scaling, &ChoiceRow::chosen, this, [this](const QString &id) {
        SweepChoice choice = m_choice;
        choice.scaling =
            id == idOf(core::Scaling::Weak) ? core::Scaling::Weak : core::Scaling::Strong;
        choose(choice);
    });
}

void SweepPane::askForValues()
{
    auto *dialog = new SweepValues(m_choice, m_scenario, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFont(m_look.font(TextRole::Control));
    connect(dialog, &SweepValues::entered, this, &SweepPane::choose);
    dialog->open();
}

const core::SweepMetric &SweepPane::metric() const
{
    const core::SweepMetric *metric = core::findSweepMetric(m_choice.metric);
    return metric ? *metric : core::sweepMetrics().front();
}

void SweepPane::choose(const SweepChoice &choice)
{
    const std::optional<core::SweepPlan> before = m_plan;
    setChoice(choice);
    if (m_plan != before)
        Q_EMIT planChanged();
}

void SweepPane::setChoice(const SweepChoice &choice)
{
    m_wanted = choice;
    setScenario(m_scenario);
}

void SweepPane::setScenario(const core::Scenario &scenario)
{
    m_scenario = scenario;
    m_choice = fitted(m_wanted, scenario, m_shape == SweepShape::Map);
    m_plan = planOf(m_choice, scenario);
    fillBoxes();
    showResults();
}

void SweepPane::setResults(std::shared_ptr<const core::SweepResults> results)
{
    m_results = std::move(results);
    showResults();
}

bool SweepPane::isComplete() const
{
    return !m_plan || (m_results && m_results->plan == *m_plan && m_results->isComplete());
}

void SweepPane::fillBoxes()
{
    QList<ChoiceBox::Item> settings;
    for (const std::string_view path : core::sweepParameters()) {
        if (canBeSwept(path, m_scenario))
            settings.append({idOf(path), textOf(core::settingTitle(path)), {}, {}});
    }
    m_xBox->setItems(settings);
    m_xBox->setCurrentId(idOf(m_choice.x));
    if (m_shape == SweepShape::Lines)
        settings.prepend({QString(), tr("one"), {}, {}});
    m_seriesBox->setItems(settings);
    m_seriesBox->setCurrentId(idOf(m_choice.series));
    QList<ChoiceBox::Item> metrics;
    for (const core::SweepMetric &row : core::sweepMetrics())
        metrics.append({idOf(row.id), textOf(core::phrase(row.title)), {}, {}});
    m_metricBox->setItems(metrics);
    m_metricBox->setCurrentId(idOf(m_choice.metric));
    m_scaling->setCurrent(idOf(m_choice.scaling));
}

// What is there of another plan stays until something of this one is.
void SweepPane::showResults()
{
    if (!m_plan) {
        m_title->setText(tr("Nothing to sweep"));
        m_subtitle->setText(m_choice.values.empty()
                                ? tr("This scenario has no settings with several values.")
                                : textOf(problemWith(m_choice, m_scenario)));
        m_view->setResults(nullptr, metric());
        m_best->say({});
        return;
    }
    const core::SweepPlan &shown = m_results ? m_results->plan : *m_plan;
    m_title->setText(sweepHeading(shown, metric()));
    m_subtitle->setText(sweepSubtitle(shown));
    m_view->setResults(m_results, metric());
    QStringList below;
    if (m_results)
        below = {bestText(*m_results, metric()), markKey(*m_results)};
    if (m_results && m_shape == SweepShape::Map)
        below.append(cellKey(*m_results, metric()));
    below.removeAll(QString());
    m_best->say(below.join(QStringLiteral(" · ")));
    place();
}

void SweepPane::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    for (ElidedLabel *label : {m_title, m_subtitle})
        label->setLook(look);
    for (ChoiceBox *box : {m_metricBox, m_xBox, m_seriesBox})
        box->setLook(look);
    m_scaling->setLook(look);
    m_values->setLook(look);
    m_view->setLook(look);
    m_best->setLook(look);
    place();
}

void SweepPane::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    place();
}

void SweepPane::showPrefixes(bool shown)
{
    m_xBox->setPrefix(shown ? tr("By: ") : QString());
    m_seriesBox->setPrefix(!shown                       ? QString()
                           : m_shape == SweepShape::Map ? tr("Rows: ")
                                                        : tr("Lines: "));
}

// Each as wide as what it shows; what is left goes to all of them. Where that is too much, their
// prefixes go first, then the metric has a line of its own, then each gives way by the same share.
int SweepPane::placeBoxes(int y)
{
    const int side = m_look.ipx(kSide);
    const int gap = m_look.ipx(kGap);
    const int high = m_xBox->sizeHint().height();
    const int wide = std::max(1, width() - 2 * side);
    const auto put = [&](QWidget *widget, int x, int boxWide) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), {x, y, boxWide, high}));
    };
    const std::array all = {m_metricBox, m_xBox, m_seriesBox};
    std::span<ChoiceBox *const> boxes = all;
    const auto needed = [&boxes] {
        int sum = 0;
        for (const ChoiceBox *each : boxes)
            sum += each->neededWidth();
        return std::max(1, sum);
    };
    const auto room = [&] { return wide - static_cast<int>(boxes.size()) * gap - high; };
    showPrefixes(true);
    if (needed() > room())
        showPrefixes(false);
    if (needed() > room()) {
        put(m_metricBox, side, std::min(wide, m_look.ipx(kWidestBox)));
        y += high + m_look.ipx(6);
        boxes = boxes.subspan(1);
    }
    const int sum = needed();
    const int spare = (room() - sum) / static_cast<int>(boxes.size());
    int x = side;
    for (ChoiceBox *each : boxes) {
        const int own = each->neededWidth();
        const int box =
            spare < 0 ? own * room() / sum : std::min(own + spare, m_look.ipx(kWidestBox));
        put(each, x, box);
        x += box + gap;
    }
    put(m_values, x, high);
    return y + high;
}

void SweepPane::place()
{
    const int side = m_look.ipx(kSide);
    const int gap = m_look.ipx(kGap);
    const int wide = std::max(1, width() - 2 * side);
    const bool scales = m_shape == SweepShape::Lines;
    const QSize segments = m_scaling->sizeHint();
    const int heading = scales ? std::max(1, wide - segments.width() - gap) : wide;
    int y = m_look.ipx(kTop);
    const auto put = [&](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    put(m_title, {side, y, heading, m_title->sizeHint().height()});
    if (scales)
        put(m_scaling, {side + wide - segments.width(), y, segments.width(), segments.height()});
    y += m_title->sizeHint().height() + m_look.ipx(4);
    put(m_subtitle, {side, y, heading, m_subtitle->sizeHint().height()});
    y += m_subtitle->sizeHint().height() + gap;
    y = placeBoxes(y) + gap;
    const int foot = m_look.ipx(kFoot);
    const int best = m_best->text().isEmpty() ? 0 : m_best->heightForWidth(wide) + gap;
    put(m_view, {side, y, wide, std::max(1, height() - y - foot - best)});
    put(m_best, {side, height() - foot - best + gap, wide, std::max(0, best - gap)});
}

} // namespace ui
