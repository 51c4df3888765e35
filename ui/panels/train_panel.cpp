// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/train_panel.h"

#include "core/scenario/edits.h"
#include "core/scenario/train.h"
#include "ui/controls/column.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/push_button.h"
#include "ui/controls/toggle_switch.h"
#include "ui/controls/value_slider.h"
#include "ui/document/document.h"
#include "ui/panels/trainable.h"
#include "ui/panels/what_if.h"
#include "ui/words/training_texts.h"
#include "ui/words/what_if_texts.h"

#include <QStyle>

#include <algorithm>
#include <cmath>

namespace ui {

TrainPanel::TrainPanel(Document &document, QWidget *parent)
    : SidePanel(parent), m_document(document), m_opened(document.scenario()),
      m_tiles(new TileGroup), m_heading(new Heading(tr("How is the work split?"))),
      m_schedule(new ChoiceBox(tr("Schedule"))), m_scheduleSpec(trainScheduleSpec()),
      m_rate(new ValueSlider(tr("Learning rate"))),
      m_share(new ToggleSwitch(tr("Share gradients"))),
      m_exact(new ToggleSwitch(tr("Sum without rounding"))),
      m_note(new ElidedLabel(TextRole::Caption)),
      m_keep(new PushButton(PushButton::Kind::Outline, QStringLiteral("pin"), tr("Keep this run"),
                            this)),
      m_reset(new PushButton(PushButton::Kind::Outline, QStringLiteral("reset"), tr("Reset"), this))
{
    setAccessibleName(tr("Controls of the training run"));
    m_note->setObjectName(QStringLiteral("train-note"));
    m_reset->setObjectName(QStringLiteral("train-reset"));
    build();
    closeColumn();
    m_keep->setWhatsThis(tr("Keeps curve and weights; the next run is compared with them."));
    m_reset->setWhatsThis(
        tr("The scenario becomes again what was opened; kept runs are forgotten."));
    connect(m_keep, &PushButton::clicked, this, &TrainPanel::keepRequested);
    connect(m_reset, &PushButton::clicked, this, [this] {
        if (!(m_document.scenario() == m_opened)) {
            m_document.edit(core::wishFor(m_opened), tr("reset"));
            m_document.endMerge();
        }
        Q_EMIT forgetRequested();
    });
    connect(&m_document, &Document::opened, this, [this] {
        m_opened = m_document.scenario();
        m_beforeDrag.reset();
        say({});
        refresh();
    });
    connect(&m_document, &Document::wishChanged, this, [this] {
        if (!m_asks)
            say({}); // it described another change
        refresh();
    });
    connect(&m_document, &Document::selectionChanged, this, &TrainPanel::refresh);
    refresh();
}

void TrainPanel::build()
{
    const QList<TrainChooserSpec> choosers = trainChooserSpecs();
    const QList<SliderSpec> sliders = trainSliderSpecs();
    addChooser(choosers[0]);
    addChooser(choosers[1]);
    column().add(m_heading, 8);
    QList<ChoiceItem> tiles;
    for (const StrategySpec &spec : strategySpecs())
        tiles.append({spec.id, spec.title, ofWorkers(spec.toolTip)});
    m_tiles->setItems(tiles);
    m_tiles->setAccessibleName(tr("How is the work split?"));
    column().add(m_tiles, 3);
    connect(m_tiles, &ChoiceRow::chosen, this, &TrainPanel::splitWork);
    addSchedule();
    column().add(m_note, 2);
    addSlider(sliders[0]);
    addSlider(sliders[1]);
    addLearningRate();
    addChooser(choosers[2]);
    addSlider(sliders[2]);
    addSlider(sliders[3]);
    addToggles();
}

void TrainPanel::addChooser(const TrainChooserSpec &spec)
{
    auto *box = new ChoiceBox(spec.title);
    box->setObjectName(spec.id);
    box->setPrefix(spec.prefix);
    box->setWhatsThis(spec.help);
    connect(box, &ChoiceBox::chosen, this, [this, spec](const QString &id) {
        if (const QString kind = askedData(id); !kind.isEmpty()) {
            refresh(); // nothing is chosen yet
            Q_EMIT dataRequested(kind);
        } else if (m_document.scenario().train)
            changeTrain(spec.apply(*m_document.scenario().train, id), spec.undoText);
    });
    column().add(box, 4);
    m_choosers.push_back({spec, box});
}

void TrainPanel::addSchedule()
{
    m_schedule->setObjectName(QStringLiteral("train-schedule"));
    m_schedule->setPrefix(m_scheduleSpec.prefix);
    m_schedule->setItems(m_scheduleSpec.items);
    m_schedule->setWhatsThis(ofWorkers(m_scheduleSpec.help));
    connect(m_schedule, &ChoiceBox::chosen, this, [this](const QString &id) {
        if (m_scheduleSpec.setting && m_scheduleSpec.asked != nullptr)
            ask(*m_scheduleSpec.setting, m_scheduleSpec.asked(id), m_scheduleSpec.undoText, {});
        else
            m_document.edit(m_scheduleSpec.apply(m_document.scenario(), id),
                            m_scheduleSpec.undoText);
    });
    column().add(m_schedule, 6);
}

void TrainPanel::addSlider(const SliderSpec &spec)
{
    auto *slider = new ValueSlider(spec.label);
    slider->setObjectName(QStringLiteral("train-") + spec.id);
    slider->setToolTip(spec.toolTip);
    slider->setWhatsThis(spec.toolTip);
    const auto refusal = [this, spec](double wanted) {
        return trainingRefusal(spec, m_document.wish(), wanted);
    };
    slider->setFormat(
        [this, spec](double value) { return ofWorkers(spec.text(context(), value)); });
    slider->setParse(spec.parse);
    slider->setCheck(refusal);
    connect(slider, &ValueSlider::changing, this,
            [this, spec](double value) { slide(spec, value); });
    connect(slider, &ValueSlider::refused, this,
            [this, refusal](double wanted) { say(refusal(wanted)); });
    connect(slider, &ValueSlider::released, this, [this] {
        m_beforeDrag.reset();
        m_document.endMerge();
        refresh();
    });
    // Off the list above it.
    const bool first = m_sliders.empty() || spec.id == QStringLiteral("link");
    column().add(slider, first ? 8 : 0);
    m_sliders.push_back({spec, slider});
}

ControlContext TrainPanel::context() const
{
    return {m_document.scenario(), m_document.selectedDevice(), m_document.wish().follows};
}

// From the scenario before the drag: dragged through 0, the slow worker stays the same one.
void TrainPanel::slide(const SliderSpec &spec, double value)
{
    if (!m_beforeDrag)
        m_beforeDrag = m_document.scenario();
    if (spec.setting) {
        ask(*spec.setting, std::llround(value), ofWorkers(spec.undoText), spec.id);
        return;
    }
    const ControlContext before{*m_beforeDrag, m_document.selectedDevice()};
    m_document.edit(spec.apply(before, value), ofWorkers(spec.undoText), spec.id);
}

void TrainPanel::addLearningRate()
{
    m_rate->setObjectName(QStringLiteral("train-rate"));
    m_rate->setScale(learningRates());
    m_rate->setRange(0, 1000);
    m_rate->setFormat(learningRateText);
    m_rate->setWhatsThis(
        tr("How far each step moves the weights against their gradients. It can be "
           "changed while the run goes on; too large, and the loss grows."));
    connect(m_rate, &ValueSlider::changing, this, [this](double rate) {
        if (!m_document.scenario().train)
            return;
        core::TrainSpec train = *m_document.scenario().train;
        train.learningRate = rate;
        changeTrain(train, tr("change learning rate"), QStringLiteral("train-rate"));
    });
    connect(m_rate, &ValueSlider::released, this, [this] { m_document.endMerge(); });
    column().add(m_rate, 0);
}

void TrainPanel::addToggles()
{
    m_share->setObjectName(QStringLiteral("train-share"));
    m_share->setWhatsThis(tr("Whether the replicas add up their gradients after every step. "
                             "Otherwise each learns from its own samples alone, and their weights "
                             "drift apart."));
    m_exact->setObjectName(QStringLiteral("train-exact"));
    m_exact->setWhatsThis(
        tr("Adds gradients so that no sum depends on its order: then replicas end "
           "with the very weights of one worker. It costs twice the bytes."));
    connect(m_share, &QAbstractButton::clicked, this, [this](bool on) {
        core::TrainSpec train = *m_document.scenario().train;
        train.shareGradients = on;
        changeTrain(train, on ? tr("share gradients") : tr("stop sharing gradients"));
    });
    connect(m_exact, &QAbstractButton::clicked, this, [this](bool on) {
        core::TrainSpec train = *m_document.scenario().train;
        train.exactSums = on;
        changeTrain(train, tr("change how gradients are added"));
    });
    column().add(m_share, 6);
    column().add(m_exact, 2);
}

void TrainPanel::splitWork(const QString &tile)
{
    for (const StrategySpec &spec : strategySpecs()) {
        if (spec.id != tile)
            continue;
        ask(core::Setting::Split, static_cast<std::int64_t>(spec.strategy),
            tr("split by %1").arg(spec.title), {});
        m_document.endMerge();
        const QString other = splitText(spec.strategy, m_document.scenario());
        if (!other.isEmpty())
            say(ofWorkers(other));
        refresh();
    }
}

void TrainPanel::ask(core::Setting setting, std::int64_t value, const QString &text,
                     const QString &key)
{
    const std::optional<core::Wish> wish = possibleWish(m_document, setting, value);
    if (!wish)
        return;
    if (const QString why = trainingRefusal(m_document.scenario(), *wish); !why.isEmpty()) {
        say(why);
        return refresh();
    }
    const core::Scenario before = m_beforeDrag.value_or(m_document.scenario());
    m_asks = true;
    m_document.edit(*wish, text, key);
    m_asks = false;
    const core::Answer answer = core::complete(*wish);
    say(core::gaveWay(before, answer, setting).empty()
            ? QString()
            : ofWorkers(whatIfText(before, answer, setting).headline));
}

void TrainPanel::say(const QString &note)
{
    m_note->setText(note);
    if (!m_beforeDrag)
        m_note->setVisible(!note.isEmpty());
}

void TrainPanel::changeTrain(const core::TrainSpec &train, const QString &text, const QString &key)
{
    m_document.edit(core::withTrain(m_document.scenario(), train), text, key);
}

void TrainPanel::setAwake(bool awake)
{
    m_awake = awake;
    refresh();
}

void TrainPanel::refresh()
{
    const core::Scenario &scenario = m_document.scenario();
    if (!m_awake || !scenario.train)
        return;
    if (!m_opened.train)
        m_opened = scenario;
    for (const Chooser &chooser : m_choosers) {
        chooser.widget->setItems(chooser.spec.items(*scenario.train));
        const ChoiceBox::Item current = chooser.spec.current(*scenario.train);
        chooser.widget->setCurrentId(current.id, current.text);
    }
    for (const StrategySpec &spec : strategySpecs()) {
        if (spec.strategy == core::strategyOf(scenario))
            m_tiles->setCurrent(spec.id);
    }
    const ChoiceBox::Item schedule = m_scheduleSpec.current(scenario);
    m_schedule->setCurrentId(schedule.id, schedule.text);
    if (!m_beforeDrag) {
        m_schedule->setVisible(m_scheduleSpec.visible(scenario));
        m_note->setVisible(!m_note->text().isEmpty());
    }
    refreshSliders();
    refreshSharing();
    refreshReset();
}

// Also where only kept runs are to be forgotten.
void TrainPanel::refreshReset()
{
    m_reset->setEnabled(m_kept > 0 || !(m_document.scenario() == m_opened));
}

void TrainPanel::refreshSliders()
{
    const core::Scenario &scenario = m_document.scenario();
    const ControlContext now = context();
    const ControlContext opened{m_opened, {}};
    for (const auto &[spec, slider] : m_sliders) {
        if (!m_beforeDrag) {
            slider->setScale(trainableScale(spec, now, m_document.wish()));
            slider->setVisible(spec.visible(scenario));
        }
        slider->setValue(spec.value(now));
        slider->setResetValue(spec.value(opened));
        setTrainableRange(*slider, spec, scenario);
    }
    m_rate->setValue(scenario.train->learningRate);
    m_rate->setResetValue(m_opened.train ? std::optional(m_opened.train->learningRate)
                                         : std::nullopt);
}

void TrainPanel::refreshSharing()
{
    const core::Scenario &scenario = m_document.scenario();
    const bool copies = scenario.parallel.data > 1;
    m_share->setEnabled(copies && scenario.parallel.sharding == core::Sharding::None);
    m_share->setChecked(scenario.train->shareGradients);
    m_share->setNote(sharingNote(scenario), copies && !scenario.train->shareGradients);
    m_exact->setChecked(scenario.train->exactSums);
    m_exact->setNote(exactSumsNote(scenario));
    if (!m_beforeDrag)
        m_exact->setVisible(copies);
}

void TrainPanel::setKept(int runs, bool canKeep)
{
    m_kept = runs;
    m_keep->setEnabled(canKeep);
    refreshReset();
    m_keep->setToolTip(runs == 0 ? tr("The next run is compared with it")
                                 : tr("%1 kept; Reset forgets them").arg(runs));
}

void TrainPanel::setLook(const Look &look)
{
    m_tiles->setLook(look);
    m_heading->setLook(look);
    m_schedule->setLook(look);
    m_rate->setLook(look);
    m_share->setLook(look);
    m_exact->setLook(look);
    m_note->setLook(look);
    m_keep->setLook(look);
    m_reset->setLook(look);
    for (const Slider &slider : m_sliders)
        slider.widget->setLook(look);
    for (const Chooser &chooser : m_choosers)
        chooser.widget->setLook(look);
    setFrameLook(look);
}

void TrainPanel::placeFooter()
{
    const QRect area = footer();
    const int gap = look().ipx(8);
    const int room = area.width() - gap;
    const int wanted = m_keep->sizeHint().width() + m_reset->sizeHint().width();
    const int keep = room * m_keep->sizeHint().width() / wanted; // as their words need it
    const auto put = [&](QWidget *button, int left, int buttonWidth) {
        const QRect place(left, area.top(), buttonWidth, button->sizeHint().height());
        button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    };
    put(m_keep, area.left(), keep);
    put(m_reset, area.left() + keep + gap, room - keep);
}

} // namespace ui
