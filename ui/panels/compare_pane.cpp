// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/compare_pane.h"

#include "core/analysis/result_difference.h"
#include "core/analysis/step_difference.h"
#include "core/base/text.h"
#include "core/memory/memory_parts.h"
#include "ui/paint/primitives.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/comparison_texts.h"
#include "ui/words/kpi_texts.h"
#include "ui/words/setting_differences.h"
#include "ui/words/text_of.h"
#include "ui/words/work_comparison.h"

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kHeader = 44;
constexpr double kShadow = 2;
constexpr double kPadding = 13;
constexpr double kBadge = 26;
constexpr double kFoot = 8;
constexpr double kSceneShare = 0.32; // of the width
constexpr double kLeastScene = 250;
constexpr double kValueSize = 18;
constexpr double kBetweenFigures = 28;
constexpr double kLeastTitle = 190;

// Among the headline numbers.
constexpr std::size_t kStepCard = 0;
constexpr std::size_t kBusyCard = 2;
constexpr std::size_t kMemoryCard = 4;

// "41.1 GB"; what is small beside something small in the same unit: "162 MB" beside "81.1 MB".
QString peakText(const core::Snapshot &snapshot, const core::SnapshotPtr &other)
{
    constexpr core::Bytes small{1'000'000'000};
    const core::Bytes peak = snapshot.metrics.fullest().peakMemory;
    const core::Bytes beside = other ? other->metrics.fullest().peakMemory : small;
    const core::Figure figure = std::max(peak, beside) < small
                                    ? core::figureOf(peak)
                                    : core::figureOfMemory(peak, snapshot.plan.capacity);
    return textOf(figure.text());
}

} // namespace

ComparePane::ComparePane(Which which, QWidget *parent)
    : QWidget(parent), m_which(which), m_scene(new SceneView(this)),
      m_timeline(new TimelineView(this))
{
    m_scene->setExtent(SceneExtent::Devices);
    setAccessibleName(which == Which::A ? tr("Result A") : tr("Result B"));
}

void ComparePane::setResult(const core::RunPtr &run, const core::SnapshotPtr &other,
                            const QList<SettingTexts> &differences)
{
    m_run = run;
    m_snapshot = run.snapshot;
    const core::SnapshotPtr &snapshot = m_snapshot;
    m_scene->setSnapshot(snapshot);
    m_scene->setVisible(!run.recording);
    if (run.recording)
        m_timeline->setRuns({}, run);
    else
        m_timeline->setRuns(run, {});
    m_timeline->setEnd(run ? std::optional(TimelineEnd{{run.trace().stop}, m_which == Which::B})
                           : std::nullopt);
    if (run.recording)
        describeRecording();
    else
        describe(other, differences);
    if (m_snapshot && other && m_which == Which::B)
        addChanges(*other);
    place();
    update();
}

// Of steps that are not equal work, or of other GPUs: what both do in a second.
bool ComparePane::showsWork(const core::SnapshotPtr &other) const
{
    if (!m_snapshot || !other || !m_snapshot->metrics.runs() || !other->metrics.runs())
        return false;
    const core::Scenario &one = m_snapshot->scenario;
    return core::equalWork(one, other->scenario) != core::EqualWork::Step ||
           hasOtherGpus(one, other->scenario);
}

// How far B is from A; what is not equal work is neither better nor worse.
void ComparePane::addChanges(const core::Snapshot &before)
{
    const core::EqualWork equal = core::equalWork(before.scenario, m_snapshot->scenario);
    const core::Metrics &after = m_snapshot->metrics;
    const bool run = after.runs() && before.metrics.runs();
    for (Figure &figure : m_figures) {
        switch (figure.kind) {
        case Figure::Kind::Step:
            if (run && equal == core::EqualWork::Step) {
                figure.change = changeText(before.metrics.step, after.step);
                figure.better = after.step < before.metrics.step;
            }
            break;
        case Figure::Kind::Busy:
            if (run) {
                figure.change = pointsText(before.metrics.busyShare, after.busyShare);
                figure.better =
                    equal != core::EqualWork::None && after.busyShare > before.metrics.busyShare;
            }
            break;
        case Figure::Kind::Rate:
            figure.change = rateChangeText(before, *m_snapshot);
            figure.better = isRateBetter(before, *m_snapshot);
            break;
        case Figure::Kind::Utilization: {
            if (haveOtherPeaks(before.scenario, m_snapshot->scenario))
                break;
            const double was = before.metrics.modelFlopsUtilization;
            figure.change = pointsText(was, after.modelFlopsUtilization);
            figure.better = equal != core::EqualWork::None && after.modelFlopsUtilization > was;
            break;
        }
        case Figure::Kind::Memory: {
            if (equal == core::EqualWork::None)
                break;
            const core::Bytes was = before.metrics.fullest().peakMemory;
            const core::Bytes peak = after.fullest().peakMemory;
            figure.change = changeText(was, peak);
            figure.better = equal == core::EqualWork::Step && peak < was;
            break;
        }
        }
    }
}

void ComparePane::describe(const core::SnapshotPtr &other, const QList<SettingTexts> &differences)
{
    const auto value = m_which == Which::A ? &SettingTexts::first : &SettingTexts::second;
    m_title = !m_snapshot ? QString()
              : other     ? titleBeside(*m_snapshot, *other, differences, value)
                          : resultTitle(*m_snapshot);
    m_scenario = m_snapshot ? titleInLanguage(m_snapshot->scenario) : QString();
    const KpiTexts texts = m_snapshot ? kpiTexts(*m_snapshot) : emptyKpiTexts();
    const auto textAt = [&texts](std::size_t card) {
        const KpiText &text = texts[card];
        return text.unit.isEmpty() ? text.value : text.value + u' ' + text.unit;
    };
    m_figures = {{Figure::Kind::Step, tr("step"), textAt(kStepCard)}};
    const bool work = showsWork(other);
    const bool sameModel =
        work && core::equalWork(m_snapshot->scenario, other->scenario) != core::EqualWork::None;
    if (sameModel)
        m_figures.append({Figure::Kind::Rate, tr("each GPU"), rateOfDevice(*m_snapshot, *other)});
    if (work && m_snapshot->metrics.modelFlopsUtilization > 0 &&
        other->metrics.modelFlopsUtilization > 0)
        m_figures.append({Figure::Kind::Utilization,
                          haveOtherPeaks(m_snapshot->scenario, other->scenario)
                              ? tr("MFU, %1 peak").arg(peakName(m_snapshot->scenario))
                              : tr("MFU"),
                          textOf(core::shareInTenths(m_snapshot->metrics.modelFlopsUtilization))});
    if (!sameModel)
        m_figures.append({Figure::Kind::Busy, tr("busy"), textAt(kBusyCard)});
    // "41.1 GB", not how much there is.
    m_figures.append({Figure::Kind::Memory, tr("peak memory"),
                      m_snapshot ? peakText(*m_snapshot, other) : textAt(kMemoryCard)});
    QStringList words = {m_title, m_scenario};
    for (const Figure &figure : m_figures)
        words.append(figure.name + u' ' + figure.value);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
}

void ComparePane::describeRecording()
{
    const QString title = textOf(m_run.recording->title);
    m_title = title.isEmpty() ? tr("A recorded run") : title;
    m_scenario = tr("measured");
    const core::RunView view = m_run.view();
    const core::StepDifference all = core::stepDifference(view, view);
    const auto devices = static_cast<double>(all.devices.size());
    const auto step = static_cast<double>(view.trace().stop);
    m_figures = {{Figure::Kind::Step, tr("step"),
                  textOf(core::figureOf(core::Nanos{view.trace().stop}).text())}};
    if (devices > 0 && step > 0)
        m_figures.append({Figure::Kind::Busy, tr("busy"),
                          textOf(core::shareInTenths(static_cast<double>(all.busy.measured.count) /
                                                     (devices * step)))});
    QStringList words = {m_title, m_scenario};
    for (const Figure &figure : m_figures)
        words.append(figure.name + u' ' + figure.value);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
}

void ComparePane::setAxisEnd(core::Nanos end)
{
    m_timeline->setAxisEnd(end);
}

double ComparePane::axisBegin()
{
    return m_run && m_run.trace().stop > 0 ? m_timeline->timelineLayout().viewport.body().left()
                                           : 0;
}

void ComparePane::setIndent(int pixels)
{
    m_indent = pixels;
    place();
}

void ComparePane::setMoment(core::Nanos moment, core::Nanos playhead)
{
    m_scene->setMoment(moment);
    m_timeline->setMoment(playhead);
}

void ComparePane::setSelectedDevice(std::optional<int> device)
{
    m_scene->setSelectedDevice(device);
    m_timeline->setSelectedDevice(device);
}

void ComparePane::setLook(const Look &look)
{
    m_look = look;
    m_scene->setLook(look);
    m_timeline->setLook(look);
    place();
    update();
}

void ComparePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void ComparePane::place()
{
    const int top = m_look.ipx(kHeader);
    const int high = std::max(0, height() - top - m_look.ipx(kFoot + kShadow));
    const int room = width() - m_look.ipx(2);
    const int scene = m_run.recording ? 0
                                      : std::max(std::min(m_look.ipx(kLeastScene), room / 2),
                                                 qRound(kSceneShare * room));
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    put(m_scene, {m_look.ipx(1), top, scene, high});
    put(m_timeline, {m_look.ipx(1) + scene + m_indent, top, room - scene - m_indent, high});
}

// Those for which there is room beside a title, from the last one on: without the changes before
// without a figure.
QList<ComparePane::Figure> ComparePane::figuresWithRoom() const
{
    const QFont large = m_look.font(TextRole::SectionTitle, kValueSize);
    const auto wide = [&](const QList<Figure> &figures) {
        double sum = m_look.px(kPadding + 5);
        for (const Figure &figure : figures) {
            if (!figure.change.isEmpty())
                sum += textWidth(m_look.font(TextRole::Caption), figure.change) + m_look.px(8);
            sum += textWidth(large, figure.value) + m_look.px(8 + kBetweenFigures) +
                   textWidth(m_look.font(TextRole::Control), figure.name);
        }
        return sum;
    };
    const double room = width() - m_look.px(kPadding + kBadge + kLeastTitle);
    QList<Figure> figures = m_figures;
    if (wide(figures) > room) {
        for (Figure &figure : figures)
            figure.change.clear();
    }
    while (figures.size() > 1 && wide(figures) > room)
        figures.removeLast();
    return figures;
}

double ComparePane::paintFigures(QPainter &painter) const
{
    const Theme &theme = m_look.theme;
    const QFont small = m_look.font(TextRole::Control);
    const QFont large = m_look.font(TextRole::SectionTitle, kValueSize);
    const QFont caption = m_look.font(TextRole::Caption);
    double right = width() - m_look.px(kPadding + 5);
    const auto write = [&](const QFont &font, const QColor &colour, const QString &text,
                           double gap) {
        const double wide = textWidth(font, text);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QPointF(right - wide, m_look.px(kHeader / 2 + 9)), text);
        right -= wide + gap;
    };
    const QList<Figure> figures = figuresWithRoom();
    for (auto figure = figures.crbegin(); figure != figures.crend(); ++figure) {
        if (!figure->change.isEmpty())
            write(caption, theme.text2, figure->change, m_look.px(8));
        write(large, figure->better ? theme.accent : theme.text1, figure->value, m_look.px(8));
        write(small, theme.text2, figure->name, m_look.px(kBetweenFigures));
    }
    return right;
}

void ComparePane::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    drawCard(painter, QRectF(rect()).adjusted(0, 0, 0, -m_look.px(kShadow)), m_look);
    if (event->rect().top() >= m_look.ipx(kHeader))
        return; // the ground of a frame of the scene
    const double centre = m_look.px(kHeader / 2 + 3);
    const double size = m_look.px(kBadge);
    const QRectF badge(m_look.px(kPadding), centre - size / 2, size, size);
    const bool live = m_which == Which::B;
    drawRounded(painter, badge, m_look.px(5), live ? theme.accent : theme.text2);
    painter.setFont(m_look.font(TextRole::CardTitle));
    painter.setPen(live ? theme.onAccent : theme.surface);
    painter.drawText(badge, Qt::AlignCenter, live ? QStringLiteral("B") : QStringLiteral("A"));
    const double end = paintFigures(painter);
    double left = badge.right() + m_look.px(10);
    const auto write = [&](const QFont &font, const QColor &colour, const QString &text) {
        const double room = end - left;
        if (room < m_look.px(24))
            return;
        painter.setFont(font);
        painter.setPen(colour);
        const QString shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, room);
        painter.drawText(QPointF(left, m_look.px(kHeader / 2 + 9)), shown);
        left += textWidth(font, shown) + m_look.px(12);
    };
    write(m_look.font(TextRole::SectionTitle), theme.text1, m_title);
    write(m_look.font(TextRole::Control), theme.text2, m_scenario);
}

} // namespace ui
