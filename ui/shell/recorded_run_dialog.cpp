// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recorded_run_dialog.h"

#include "ui/bridge/recorded_bridge.h"
#include "ui/document/document.h"
#include "ui/modes/background_views.h"
#include "ui/panels/kpi_strip.h"
#include "ui/shell/dialog_frame.h"
#include "ui/shell/kernel_rules_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/recorded_tables.h"
#include "ui/views/timeline/legend_view.h"
#include "ui/views/timeline/runs_choice.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/difference_texts.h"
#include "ui/words/figure_texts.h"
#include "ui/words/recorded_texts.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace ui {

namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText); // titles come from files
    label->setWordWrap(true);
    return label;
}

} // namespace

RecordedRunDialog::RecordedRunDialog(const Recorded &recorded, QWidget *parent)
    : QDialog(parent), m_title(plainLabel(this)), m_choice(new RunsChoice(this)),
      m_legend(new LegendView(this)), m_timeline(new TimelineView(this)),
      m_summary(plainLabel(this)), m_progress(plainLabel(this)),
      m_buttons(new QDialogButtonBox(this))
{
    setWindowTitle(tr("Recorded run"));
    setWhatsThis(tr("A step as it was recorded. Where the trace says which scenario ran, the step "
                    "that is predicted for it stands above, row by row; at the right stands by how "
                    "much the busy time of each device differs. Of traces of the PyTorch profiler "
                    "the tables say where the time went."));
    const QString title = textOf(recorded.run->title);
    m_title->setText(title.isEmpty() ? tr("A recorded step") : title);
    if (!recorded.paths.isEmpty())
        addProfile();
    build();
    connect(m_choice, &ChoiceRow::chosen, this, &RecordedRunDialog::showRuns);
    connect(m_timeline, &TimelineView::scrubbed, m_timeline, &TimelineView::setMoment);
    searchInBackground(*m_timeline);
    take(recorded);
}

void RecordedRunDialog::take(const Recorded &recorded)
{
    m_recorded = recorded;
    m_progress->setVisible(isGrowing());
    const auto way = isGrowing() ? QDialogButtonBox::Cancel : QDialogButtonBox::Close;
    if (m_buttons->standardButtons() != way) // or the one that is pressed would go
        m_buttons->setStandardButtons(way);
    for (QWidget *widget : m_ofAll)
        widget->setVisible(!isGrowing());
    for (QWidget *widget : m_ofGuess)
        widget->setVisible(m_recorded.layout.has_value());
    if (recorded.profile)
        setProfile();
    if (recorded.part)
        setPart(*recorded.part);
    else
        setRun(recorded.run);
}

void RecordedRunDialog::setShare(double share)
{
    m_progress->setText(tr("%1 % is read. The picture grows until all of it is there.")
                            .arg(static_cast<int>(100 * share)));
}

void RecordedRunDialog::addProfile()
{
    m_steps = new QComboBox(this);
    m_steps->setAccessibleName(tr("Step"));
    m_comparison = new QComboBox(this);
    m_comparison->setAccessibleName(tr("Compared with"));
    m_comparison->addItems({tr("Measured alone"), tr("Compared with the open scenario")});
    m_comparison->setToolTip(tr("Above each device that was recorded: the same device of the "
                                "scenario that is open in the window"));
    connect(m_comparison, &QComboBox::currentIndexChanged, this, &RecordedRunDialog::compare);
    addGuess();
    m_figures = new KpiStrip(this);
    m_tables = new RecordedTables(this);
    m_ofAll = {m_steps, m_comparison, m_figures, m_tables};
    m_ofGuess = {m_guess, m_apply};
}

void RecordedRunDialog::setProfile()
{
    const std::vector<core::StepFacts> &steps = m_recorded.part->facts.steps;
    m_steps->addItem(steps.empty() ? tr("Everything") : tr("All steps"));
    for (const core::StepFacts &step : steps)
        m_steps->addItem(stepText(step), QVariant::fromValue<qlonglong>(step.number));
    m_steps->setEnabled(m_steps->count() > 1);
    m_bridge = new RecordedBridge(m_recorded.profile, this);
    connect(m_steps, &QComboBox::currentIndexChanged, this, &RecordedRunDialog::requestStep);
    connect(m_bridge, &RecordedBridge::told, this,
            [this](const RecordedPartPtr &part) { setPart(*part); });
    if (!m_recorded.layout)
        return;
    m_guess->setText(
        tr("Guessed from the process groups: %1.").arg(layoutText(*m_recorded.layout)));
    QStringList reasons;
    for (const std::string &reason : m_recorded.layout->reasons)
        reasons.append(textOf(reason));
    m_guess->setToolTip(reasons.join(u'\n'));
}

void RecordedRunDialog::addGuess()
{
    m_guess = plainLabel(this);
    m_apply = new QPushButton(tr("Split the open scenario so"), this);
    m_apply->setAutoDefault(false);
    m_apply->setToolTip(
        tr("Model, batch and hardware stay those of the open scenario: a trace does "
           "not tell them."));
    connect(m_apply, &QPushButton::clicked, this, [this] {
        m_comparison->setCurrentIndex(1);
        Q_EMIT layoutRequested(*m_recorded.layout);
    });
}

// With the keys of the window, which do not reach a dialog.
QPushButton *RecordedRunDialog::newFindButton()
{
    auto *find = new QPushButton(tr("Find…"), this);
    find->setObjectName(QStringLiteral("find"));
    find->setAutoDefault(false);
    find->setToolTip(tr("On the timeline, by a part of the name, by device and by kind of work: "
                        "Ctrl+F; F3 goes to the next match"));
    const auto open = [this] { m_timeline->search().open(); };
    connect(find, &QPushButton::clicked, this, open);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this, open);
    const auto stepOn = [this](const QKeySequence &key, int by) {
        connect(new QShortcut(key, this), &QShortcut::activated, this,
                [this, by] { m_timeline->search().step(by); });
    };
    stepOn(Qt::Key_F3, 1);
    stepOn(Qt::SHIFT | Qt::Key_F3, -1);
    return find;
}

void RecordedRunDialog::build()
{
    QPushButton *pin = m_buttons->addButton(tr("Pin as A"), QDialogButtonBox::ActionRole);
    pin->setAutoDefault(false);
    pin->setToolTip(tr("In mode Compare, above the scenario that is open, on one clock"));
    connect(pin, &QPushButton::clicked, this, [this] { Q_EMIT pinRequested(m_shown); });
    m_ofAll.append(pin);
    if (m_tables) {
        QPushButton *rules =
            m_buttons->addButton(tr("Kinds of kernels…"), QDialogButtonBox::ActionRole);
        rules->setAutoDefault(false);
        rules->setToolTip(tr("Which names of kernels are products, attention, collectives…"));
        connect(rules, &QPushButton::clicked, this, &RecordedRunDialog::rulesRequested);
        m_ofAll.append(rules);
        m_buttons->addButton(m_apply, QDialogButtonBox::ActionRole);
    }
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    // Drops entries, and counts them, where there is no room.
    m_legend->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_legend->setMinimumWidth(1);
    auto *head = new QHBoxLayout;
    if (m_steps)
        head->addWidget(m_steps);
    if (m_comparison)
        head->addWidget(m_comparison);
    head->addWidget(m_choice);
    head->addWidget(m_legend, 1);
    auto *layout = new QVBoxLayout;
    auto *title = new QHBoxLayout; // not at the foot, which is full at a large zoom
    title->addWidget(m_title, 1);
    title->addWidget(newFindButton());
    layout->addLayout(title);
    if (m_figures)
        layout->addWidget(m_figures);
    layout->addLayout(head);
    if (m_tables) {
        auto *middle = new QSplitter(Qt::Vertical, this);
        middle->setChildrenCollapsible(false);
        middle->addWidget(m_timeline);
        middle->addWidget(m_tables);
        middle->setStretchFactor(0, 3);
        middle->setStretchFactor(1, 2);
        layout->addWidget(middle, 1);
    } else {
        layout->addWidget(m_timeline, 1);
    }
    layout->addWidget(m_summary);
    if (m_guess)
        layout->addWidget(m_guess);
    frameDialog(*this, layout, {m_progress, m_buttons});
}

void RecordedRunDialog::setPrediction(const core::SnapshotPtr &predicted)
{
    m_open = predicted;
    if (m_comparison && m_comparison->currentIndex() == 1)
        setRun(m_shown);
}

// One step is predicted, so it is one that is compared: the last, where nothing warms up any more.
void RecordedRunDialog::compare()
{
    const bool all = m_steps->currentIndex() == 0 && m_steps->count() > 1;
    if (m_comparison->currentIndex() == 1 && all)
        m_steps->setCurrentIndex(m_steps->count() - 1);
    setRun(m_shown);
}

core::SnapshotPtr RecordedRunDialog::prediction() const
{
    const bool ofOpen = m_comparison && m_comparison->currentIndex() == 1;
    const core::SnapshotPtr &predicted = ofOpen ? m_open : m_recorded.predicted;
    return predicted && !predicted->trace.rows.empty() ? predicted : nullptr;
}

void RecordedRunDialog::requestStep()
{
    const QVariant step = m_steps->currentData();
    m_bridge->request(step.isValid() ? std::optional<std::int64_t>(step.toLongLong())
                                     : std::nullopt);
}

void RecordedRunDialog::setPart(const core::RecordedPart &part)
{
    const core::RecordedRun &run = m_recorded.profile->run;
    m_figures->setTexts(recordedKpis(run, part.facts));
    m_tables->setPart(run, part);
    m_straggler = stragglerText(run, part.facts);
    setRun(part.recording);
}

void RecordedRunDialog::setRun(const core::RecordingPtr &measured)
{
    const bool goesAlong =
        !isGrowing() || !m_shown || m_timeline->moment().count == m_shown->trace.stop;
    m_shown = measured;
    m_choice->setRuns(core::RunPtr(prediction()), core::RunPtr(measured));
    m_choice->setVisible(m_choice->isNeeded());
    showRuns();
    // At the end nothing is still to come. While the run grows somebody may have taken the playhead
    // elsewhere; whoever looks closer at another place stays there.
    const core::Nanos stop{measured->trace.stop};
    const bool toEnd = goesAlong && m_timeline->viewport().end >= stop;
    m_timeline->setMoment(toEnd ? stop : std::min(m_timeline->moment(), stop));
}

void RecordedRunDialog::showRuns()
{
    m_timeline->setRuns(m_choice->predicted(), m_choice->measured());
    m_legend->setRuns(m_choice->predicted(), m_choice->measured());
    const core::StepDifference *difference = m_timeline->difference();
    QStringList sentences;
    if (difference)
        sentences.append((deviceWordOf(m_shown->trace) == DeviceWord::Worker
                              ? tr("All workers, measured against predicted: %1.")
                              : tr("All devices, measured against predicted: %1."))
                             .arg(kindDifferenceText(difference->kinds, difference->sync)));
    if (!m_straggler.isEmpty())
        sentences.append(m_straggler);
    m_summary->setText(sentences.join(QChar::Space));
    m_summary->setVisible(!sentences.isEmpty());
}

void RecordedRunDialog::setLook(const Look &look)
{
    m_title->setFont(look.font(TextRole::SectionTitle));
    m_choice->setLook(look);
    m_legend->setLook(look);
    m_timeline->setLook(look);
    if (m_figures)
        m_figures->setLook(look);
}

QString RecordedRunDialog::summary() const
{
    return m_summary->text();
}

namespace {

// What is shown is read anew if other rules are set.
void editRules(MainWindow &window, RecordedRunDialog &shown)
{
    auto *rules = new KernelRulesDialog(window.settings(), &shown);
    rules->setAttribute(Qt::WA_DeleteOnClose);
    rules->setLook(window.appearance().look());
    QObject::connect(rules, &QDialog::accepted, &shown, [&window, &shown] {
        const QStringList paths = shown.paths();
        shown.close();
        window.files().openFiles(paths);
    });
    rules->open();
}

// Until all of it is there. It goes when nothing more will come.
void followReading(ReadingBridge &reading, RecordedRunDialog &shown)
{
    QObject::connect(&reading, &ReadingBridge::progressed, &shown, &RecordedRunDialog::setShare);
    QObject::connect(&reading, &ReadingBridge::busyChanged, &shown, [&shown] {
        if (shown.isGrowing() && shown.isVisible())
            shown.accept();
    });
    QObject::connect(&shown, &QDialog::rejected, &reading, [&reading, &shown] {
        if (shown.isGrowing())
            reading.cancel();
    });
}

} // namespace

void showRecordedRun(MainWindow &window, const Recorded &recorded)
{
    for (RecordedRunDialog *shown : window.findChildren<RecordedRunDialog *>()) {
        if (shown->isGrowing() && shown->isVisible())
            return shown->take(recorded);
    }
    auto *dialog = new RecordedRunDialog(recorded, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const Look &look = window.appearance().look();
    dialog->setLook(look);
    fitToScreen(*dialog, {look.ipx(1180), look.ipx(recorded.paths.isEmpty() ? 560 : 660)});
    if (recorded.isGrowing())
        followReading(window.files().reading(), *dialog);
    QObject::connect(&window.appearance(), &Appearance::lookChanged, dialog,
                     [dialog, &window] { dialog->setLook(window.appearance().look()); });
    Document &document = window.document();
    dialog->setPrediction(document.snapshot());
    QObject::connect(&document, &Document::snapshotChanged, dialog,
                     [dialog, &document] { dialog->setPrediction(document.snapshot()); });
    QObject::connect(dialog, &RecordedRunDialog::layoutRequested, &window,
                     [&document](const core::GuessedLayout &layout) {
                         document.edit(core::withLayout(document.scenario(), layout),
                                       RecordedRunDialog::tr("take the split of a recorded run"));
                     });
    QObject::connect(dialog, &RecordedRunDialog::pinRequested, &window,
                     [dialog, &window](const core::RecordingPtr &run) {
                         window.pinned().hold(run);
                         window.modes().choose(QStringLiteral("compare"));
                         dialog->close();
                     });
    QObject::connect(dialog, &RecordedRunDialog::rulesRequested, &window,
                     [dialog, &window] { editRules(window, *dialog); });
    dialog->QWidget::show();
}

} // namespace ui
