// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/card.h"

#include <functional>

class QScrollArea;

namespace ui {

class Column;
class ProgressDashes;
class PushButton;
class QuestionCard;
class QuizResult;
class QuizRun;
class QuizStart;
class ScrollBar;
class TextBlock;

// A quiz from its start to its result; on the scene beside it the answer is proved.
class QuizPanel : public Card
{
    Q_OBJECT

public:
    explicit QuizPanel(QuizRun &run, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void choose(int option); // by its key
    void goOn();             // reveals, or goes to the next question
    void focusMain();

Q_SIGNALS:
    void replayRequested();
    void lessonRequested(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void start();
    void renew();
    void renewQuestion();
    void renewDashes();
    void renewFooter();
    void askToSave(const QString &title, const QString &name, const QStringList &filters,
                   const std::function<QByteArray(const QString &suffix)> &content);
    void saveTable();
    void showResult();
    void saveSheet();
    void renewTime();
    void place();

    QuizRun &m_run;
    Look m_look;
    QScrollArea *m_scroll;
    ScrollBar *m_bar;
    Column *m_column;
    ProgressDashes *m_dashes;
    TextBlock *m_time;
    QuizStart *m_start;
    QuestionCard *m_question;
    QuizResult *m_result;
    PushButton *m_replay;
    PushButton *m_leave;
    PushButton *m_next;
};

} // namespace ui
