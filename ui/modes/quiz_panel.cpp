// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/quiz_panel.h"

#include "core/io/file/files.h"
#include "ui/controls/column.h"
#include "ui/controls/progress_dashes.h"
#include "ui/controls/push_button.h"
#include "ui/controls/scroll_bar.h"
#include "ui/controls/text_block.h"
#include "ui/export/quiz_sheet.h"
#include "ui/modes/quiz_run.h"
#include "ui/panels/question_card.h"
#include "ui/panels/quiz_result.h"
#include "ui/panels/quiz_start.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QScrollArea>

namespace ui {

namespace {

// Logical pixels.
constexpr double kMargin = 26;
constexpr double kFooter = 64;

QuizRun::Kind kindOf(const QString &id)
{
    return id == QStringLiteral("class")  ? QuizRun::Kind::Class
           : id == QStringLiteral("test") ? QuizRun::Kind::Test
                                          : QuizRun::Kind::Practice;
}

} // namespace

QuizPanel::QuizPanel(QuizRun &run, QWidget *parent)
    : Card(parent), m_run(run), m_scroll(new QScrollArea(this)), m_bar(new ScrollBar(Qt::Vertical)),
      m_column(new Column), m_dashes(new ProgressDashes),
      m_time(new TextBlock(TextRole::Caption, TextBlock::Tone::Quiet, 14)), m_start(new QuizStart),
      m_question(new QuestionCard), m_result(new QuizResult),
      m_replay(new PushButton(PushButton::Kind::Outline, QStringLiteral("restart"),
                              tr("Replay scene"), this)),
      m_leave(new PushButton(PushButton::Kind::Outline, {}, tr("End the quiz"), this)),
      m_next(new PushButton(PushButton::Kind::Primary, {}, tr("Next question"), this))
{
    setAccessibleName(tr("Quiz"));
    setFocusPolicy(Qt::ClickFocus);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setVerticalScrollBar(m_bar);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_column->setMargins(kMargin, 22, kMargin - 10, 12);
    m_column->add(m_dashes, 0);
    m_column->add(m_time, 8);
    m_column->add(m_start, 0);
    m_column->add(m_question, 8);
    m_column->add(m_result, 8);
    m_scroll->setWidget(m_column);
    m_column->setMinimumWidth(1); // never wider than what is seen of it
    m_column->setAutoFillBackground(false);
    connect(m_start, &QuizStart::started, this, &QuizPanel::start);
    connect(m_start, &QuizStart::sheetRequested, this, &QuizPanel::saveSheet);
    connect(&run, &QuizRun::ticked, this, &QuizPanel::renewTime);
    connect(m_question, &QuestionCard::answered, &run, &QuizRun::choose);
    connect(m_result, &QuizResult::lessonRequested, this, &QuizPanel::lessonRequested);
    connect(m_result, &QuizResult::exportRequested, this, &QuizPanel::saveTable);
    connect(m_replay, &PushButton::clicked, this, &QuizPanel::replayRequested);
    connect(m_leave, &PushButton::clicked, &run, &QuizRun::leave);
    connect(m_next, &PushButton::clicked, this, &QuizPanel::goOn);
    connect(&run, &QuizRun::asked, this, &QuizPanel::renew);
    connect(&run, &QuizRun::changed, this, [this] {
        if (m_run.kind() == QuizRun::Kind::Class)
            m_question->showVotes(m_run.votes(), m_run.answers()[m_run.index()]);
        renewFooter();
    });
    connect(&run, &QuizRun::revealed, this, [this] {
        m_question->reveal();
        renewDashes();
        renewFooter();
    });
    renew();
}

void QuizPanel::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    m_bar->setLook(look);
    m_dashes->setLook(look);
    m_time->setLook(look);
    m_start->setLook(look);
    m_question->setLook(look);
    m_result->setLook(look);
    for (PushButton *button : {m_replay, m_leave, m_next})
        button->setLook(look);
    m_column->setLook(look);
    place();
}

void QuizPanel::start()
{
    m_run.start(kindOf(m_start->kind()), m_start->spec(), std::chrono::minutes(m_start->minutes()));
}

void QuizPanel::renew()
{
    const bool taken = m_run.isTaken();
    m_start->setVisible(!taken);
    m_dashes->setVisible(taken);
    m_question->setVisible(taken && !m_run.isOver());
    m_result->setVisible(taken && m_run.isOver());
    if (taken && !m_run.isOver())
        renewQuestion();
    if (taken && m_run.isOver())
        showResult();
    renewDashes();
    renewTime();
    renewFooter();
    m_scroll->ensureVisible(0, 0);
}

void QuizPanel::showResult()
{
    const std::vector<core::TopicResult> topics =
        core::resultsByTopic(m_run.paper(), m_run.answers(), m_run.unanswered());
    int counted = 0;
    for (const core::TopicResult &topic : topics)
        counted += topic.asked;
    m_result->show(topics, static_cast<int>(m_run.paper().size()) - counted);
}

void QuizPanel::renewQuestion()
{
    // What is right is told by the run, which may wait with that.
    m_question->ask(m_run.question(),
                    tr("Question %1 of %2 · paper %3")
                        .arg(m_run.index() + 1)
                        .arg(m_run.paper().size())
                        .arg(m_run.spec().seed),
                    QuestionCard::Tells::Later);
}

void QuizPanel::renewDashes()
{
    using Dash = ProgressDashes::Dash;
    std::vector<Dash> dashes(m_run.paper().size(), Dash::ToCome);
    const bool tells = m_run.kind() != QuizRun::Kind::Test || m_run.isOver();
    for (std::size_t i = 0; i < dashes.size(); ++i) {
        const bool known = i < m_run.index() || (i == m_run.index() && m_run.isRevealed());
        const bool unsaid = m_run.unanswered() == core::Unanswered::LeftOut && !m_run.answers()[i];
        const bool right = m_run.answers()[i] == m_run.paper()[i].correct;
        if (known)
            dashes[i] = !tells || unsaid || right ? Dash::Done : Dash::Wrong;
        else if (i == m_run.index())
            dashes[i] = Dash::Current;
    }
    m_dashes->setDashes(dashes);
}

void QuizPanel::renewFooter()
{
    const bool asks = m_run.isTaken() && !m_run.isOver();
    m_replay->setVisible(asks && m_run.isRevealed());
    m_leave->setVisible(m_run.isTaken() && !m_replay->isVisibleTo(this));
    m_leave->setText(m_run.isOver() ? tr("Another quiz") : tr("End the quiz"));
    m_next->setVisible(asks);
    const bool reveals = m_run.kind() == QuizRun::Kind::Class && !m_run.isRevealed();
    m_next->setText(reveals                                             ? tr("Show the answer")
                    : asks && m_run.index() + 1 == m_run.paper().size() ? tr("Result")
                                                                        : tr("Next question"));
    m_next->setEnabled(reveals || m_run.canGoOn());
    place();
}

void QuizPanel::choose(int option)
{
    if (m_run.kind() == QuizRun::Kind::Class)
        m_run.choose(option);
    else if (m_run.isTaken() && !m_run.isOver())
        m_question->choose(option);
}

void QuizPanel::goOn()
{
    if (m_run.kind() == QuizRun::Kind::Class && !m_run.isRevealed())
        m_run.reveal();
    else
        m_run.next();
}

// content: of a file with this suffix.
void QuizPanel::askToSave(const QString &title, const QString &name, const QStringList &filters,
                          const std::function<QByteArray(const QString &suffix)> &content)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    const QString suffix = QFileInfo(name).suffix();
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, title, content](const QString &path) {
        const QByteArray bytes = content(QFileInfo(path).suffix().toLower());
        const core::Status written =
            core::writeFile(QFile::encodeName(path).toStdString(), bytes.toStdString());
        if (!written)
            QMessageBox::warning(this, title, QString::fromStdString(written.error().message));
    });
    dialog->open();
}

void QuizPanel::saveTable()
{
    askToSave(tr("Save the result"), tr("quiz-%1.csv").arg(m_run.spec().seed),
              {tr("Tables (*.csv)")}, [this](const QString &) {
                  return QByteArray::fromStdString(
                      core::resultsCsv(m_run.paper(), m_run.answers(), m_run.unanswered()));
              });
}

void QuizPanel::saveSheet()
{
    const core::PaperSpec spec = m_start->spec();
    const auto pages =
        m_start->printsAnswers() ? QuizSheet::Pages::Both : QuizSheet::Pages::Questions;
    askToSave(tr("Save for printing"), tr("quiz-%1.pdf").arg(spec.seed),
              {tr("Pages to print (*.pdf)"), tr("Tables (*.csv)")},
              [this, spec, pages](const QString &suffix) {
                  const auto paper = core::makePaper(m_run.bank(), spec);
                  if (suffix == QStringLiteral("csv"))
                      return QByteArray::fromStdString(core::paperCsv(paper));
                  return quizSheetPdf(
                      {QString::fromStdString(m_run.bank().title), spec.seed, paper, pages});
              });
}

// "12:34 left"
void QuizPanel::renewTime()
{
    const auto left = m_run.timeLeft();
    m_time->setVisible(left.has_value());
    if (left)
        m_time->say(tr("%1:%2 left")
                        .arg(left->count() / 60)
                        .arg(left->count() % 60, 2, 10, QLatin1Char('0')));
}

void QuizPanel::focusMain()
{
    setFocus(Qt::OtherFocusReason);
}

void QuizPanel::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    place();
}

void QuizPanel::place()
{
    const int foot = m_run.isTaken() ? m_look.ipx(kFooter) : 0;
    m_scroll->setGeometry(0, m_look.ipx(4), width(), std::max(0, height() - foot - m_look.ipx(8)));
    const int margin = m_look.ipx(kMargin);
    const int top = height() - foot + m_look.ipx(10);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const auto put = [&](PushButton *button, bool atEnd) {
        const QSize size = button->sizeHint();
        const int x = atEnd != reversed ? width() - margin - size.width() : margin;
        button->setGeometry(x, top, size.width(), size.height());
    };
    put(m_replay, false);
    put(m_leave, false);
    put(m_next, true);
}

} // namespace ui
