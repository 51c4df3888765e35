// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mpi_dialog.h"

#include "core/io/scenario/scenario_json.h"
#include "core/scenario/train.h"
#include "ui/document/document.h"
#include "ui/shell/dialog_frame.h"
#include "ui/shell/main_window.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace ui {

namespace {

QLabel *sentence(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

// The number of the step in "step 1,250 of 2,000, …".
int stepOf(const QString &text)
{
    QString number = text.section(QLatin1Char(' '), 1, 1);
    number.remove(QLatin1Char(','));
    return number.toInt();
}

} // namespace

MpiDialog::MpiDialog(const QString &program, QWidget *parent)
    : QDialog(parent), m_run(program), m_what(sentence(this)), m_steps(new QSpinBox(this)),
      m_command(new QLineEdit(this)), m_bar(new QProgressBar(this)), m_said(sentence(this))
{
    setWindowTitle(tr("Train over MPI"));
    setWhatsThis(tr("Each worker becomes a process of its own, started by mpirun on this computer. "
                    "The weights are those of the training with threads, bit for bit. On a cluster "
                    "the command below does the same, and this window opens the trace."));
    m_steps->setRange(1, static_cast<int>(core::kMostTrainSteps));
    m_steps->setGroupSeparatorShown(true);
    m_command->setReadOnly(true);
    m_command->setAccessibleName(tr("Command for a cluster"));
    m_bar->setTextVisible(false);
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("Steps"), m_steps);
    form->addRow(tr("On a cluster"), m_command);
    auto *buttons = new QDialogButtonBox(this);
    m_start = buttons->addButton(tr("Start"), QDialogButtonBox::ActionRole);
    m_cancel = buttons->addButton(tr("Cancel the run"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close);
    m_start->setDefault(true);
    auto *layout = new QVBoxLayout;
    layout->addWidget(m_what);
    layout->addLayout(form);
    layout->addWidget(m_bar);
    layout->addWidget(m_said);
    layout->addStretch(1);
    frameDialog(*this, layout, {buttons});
    connect(buttons, &QDialogButtonBox::rejected, this, &MpiDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &MpiDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_run.cancel(); });
    connect(&m_run, &MpiRun::progressed, this, &MpiDialog::showProgress);
    connect(&m_run, &MpiRun::failed, this, [this](const QString &problem) {
        showEnd(problem.isEmpty() ? tr("Cancelled: nothing was kept.") : startedOfWorkers(problem));
    });
    connect(&m_run, &MpiRun::trained, this, [this](const QString &trace) {
        showEnd(m_said->text());
        Q_EMIT trained(trace);
    });
}

void MpiDialog::setScenario(const core::Scenario &scenario)
{
    m_scenario = scenario;
    const QString problem = startedOfWorkers(m_run.obstacle(scenario));
    const int workers = scenario.cluster.devices;
    const QString what =
        workers == 1 ? tr("%1: one process.") : tr("%1: %2 processes, one for each worker.");
    m_what->setText(workers == 1 ? what.arg(titleInLanguage(scenario))
                                 : what.arg(titleInLanguage(scenario)).arg(workers));
    m_steps->setValue(scenario.train ? static_cast<int>(scenario.train->steps) : 1);
    m_command->setText(tr("mpirun -n %1 parallarium-mpi FILE --trace run.json.gz").arg(workers));
    m_command->setCursorPosition(0);
    showEnd(problem);
    m_start->setEnabled(problem.isEmpty());
}

QString MpiDialog::said() const
{
    return m_said->text();
}

void MpiDialog::done(int result)
{
    if (m_run.isRunning())
        m_run.cancel();
    QDialog::done(result);
}

void MpiDialog::start()
{
    core::Scenario scenario = m_scenario;
    scenario.train->steps = m_steps->value();
    m_bar->setRange(0, 0); // until the first step is done
    m_bar->setVisible(true);
    m_said->setText(tr("Starting the processes …"));
    m_steps->setEnabled(false);
    m_start->setEnabled(false);
    m_cancel->setEnabled(true);
    m_run.start(QByteArray::fromStdString(core::scenarioToJson(scenario)),
                scenario.cluster.devices);
}

void MpiDialog::showProgress(const QString &text)
{
    m_bar->setRange(0, m_steps->value());
    m_bar->setValue(stepOf(text));
    m_said->setText(text.at(0).toUpper() + text.mid(1));
}

void MpiDialog::showEnd(const QString &text)
{
    m_bar->setVisible(false);
    m_said->setText(text);
    m_steps->setEnabled(true);
    m_start->setEnabled(true);
    m_cancel->setEnabled(false);
}

void showMpiDialog(MainWindow &window)
{
    auto *dialog = window.findChild<MpiDialog *>(QString(), Qt::FindDirectChildrenOnly);
    if (dialog == nullptr) {
        dialog = new MpiDialog(MpiRun::usualProgram(), &window);
        QObject::connect(dialog, &MpiDialog::trained, &window,
                         [&window](const QString &trace) { window.files().openFiles({trace}); });
    }
    if (!dialog->run().isRunning())
        dialog->setScenario(window.document().scenario());
    fitToScreen(*dialog, dialog->sizeHint().expandedTo({window.appearance().look().ipx(520), 0}));
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace ui
