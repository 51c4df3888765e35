// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recorded_run_dialog.h"

#include "ui/shell/main_window.h"
#include "ui/views/timeline/legend_view.h"
#include "ui/views/timeline/runs_choice.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/difference_texts.h"
#include "ui/words/figure_texts.h"
#include "ui/words/text_of.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

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

RecordedRunDialog::RecordedRunDialog(QWidget *parent)
    : QDialog(parent), m_title(plainLabel(this)), m_choice(new RunsChoice(this)),
      m_legend(new LegendView(this)), m_timeline(new TimelineView(this)),
      m_summary(plainLabel(this))
{
    setWindowTitle(tr("Recorded run"));
    setWhatsThis(tr("A step as it was recorded. Where the trace says which scenario ran, the step "
                    "that is predicted for it stands above, row by row; at the right stands by how "
                    "much the busy time of each device differs."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *head = new QHBoxLayout;
    head->addWidget(m_choice);
    head->addWidget(m_legend, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addLayout(head);
    layout->addWidget(m_timeline, 1);
    layout->addWidget(m_summary);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_choice, &ChoiceRow::chosen, this, &RecordedRunDialog::showRuns);
    connect(m_timeline, &TimelineView::scrubbed, m_timeline, &TimelineView::setMoment);
}

void RecordedRunDialog::setRuns(const core::RecordingPtr &measured,
                                const core::SnapshotPtr &predicted)
{
    const QString title = textOf(measured->title);
    m_title->setText(title.isEmpty() ? tr("A recorded step") : title);
    const bool compares = predicted && !predicted->trace.rows.empty();
    m_choice->setRuns(core::RunPtr(compares ? predicted : nullptr), core::RunPtr(measured));
    m_choice->setVisible(m_choice->isNeeded());
    showRuns();
    m_timeline->setMoment({measured->trace.stop});
}

void RecordedRunDialog::showRuns()
{
    m_timeline->setRuns(m_choice->predicted(), m_choice->measured());
    m_legend->setRuns(m_choice->predicted(), m_choice->measured());
    const core::StepDifference *difference = m_timeline->difference();
    m_summary->setText(difference ? tr("All devices, measured against predicted: %1.")
                                        .arg(kindDifferenceText(difference->kinds))
                                  : QString());
    m_summary->setVisible(difference != nullptr);
}

void RecordedRunDialog::setLook(const Look &look)
{
    m_title->setFont(look.font(TextRole::SectionTitle));
    m_choice->setLook(look);
    m_legend->setLook(look);
    m_timeline->setLook(look);
}

QString RecordedRunDialog::summary() const
{
    return m_summary->text();
}

void showRecordedRun(MainWindow &window, const core::RecordingPtr &measured,
                     const core::SnapshotPtr &predicted)
{
    auto *dialog = new RecordedRunDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const Look &look = window.appearance().look();
    dialog->setLook(look);
    dialog->setRuns(measured, predicted);
    dialog->resize(std::min(look.ipx(1180), window.width() - look.ipx(40)),
                   std::min(look.ipx(560), window.height() - look.ipx(60)));
    QObject::connect(&window.appearance(), &Appearance::lookChanged, dialog,
                     [dialog, &window] { dialog->setLook(window.appearance().look()); });
    dialog->QWidget::show();
}

} // namespace ui
