// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/quiz_result.h"

#include "core/classroom/library.h"
#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/words/classroom_texts.h"

#include <QCoreApplication>

namespace ui {

namespace {

QString wordOf(const std::string &topic)
{
    struct Topic
    {
        const char *id;
        const char *word;
    };
    constexpr Topic topics[] = {
        {"splitting", QT_TRANSLATE_NOOP("QuizResult", "What is split")},
        {"data-parallel", QT_TRANSLATE_NOOP("QuizResult", "Data parallel")},
        {"waiting", QT_TRANSLATE_NOOP("QuizResult", "Waiting")},
        {"pipelining", QT_TRANSLATE_NOOP("QuizResult", "Pipelining")},
        {"memory", QT_TRANSLATE_NOOP("QuizResult", "Memory")},
        {"gradient-sync", QT_TRANSLATE_NOOP("QuizResult", "Gradient sync")},
        {"hybrids", QT_TRANSLATE_NOOP("QuizResult", "Hybrids")},
        {"slow-worker", QT_TRANSLATE_NOOP("QuizResult", "Slow workers")},
    };
    for (const Topic &row : topics) {
        if (topic == row.id)
            return QCoreApplication::translate("QuizResult", row.word);
    }
    return QString::fromStdString(topic);
}

} // namespace

QuizResult::QuizResult(QWidget *parent) : Column(parent) {}

void QuizResult::setLook(const Look &look)
{
    for (TextBlock *text : m_texts)
        text->setLook(look);
    for (PushButton *button : m_buttons)
        button->setLook(look);
    Column::setLook(look);
}

void QuizResult::show(const std::vector<core::TopicResult> &topics, int leftOut)
{
    clear();
    m_texts.clear();
    m_buttons.clear();
    const auto say = [this](TextBlock *block, double gap, const QString &words) {
        add(block, gap);
        m_texts.push_back(block);
        block->say(words);
        block->setVisible(true);
    };
    int asked = 0;
    int right = 0;
    for (const core::TopicResult &topic : topics) {
        asked += topic.asked;
        right += topic.right;
    }
    say(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 22), 0,
        tr("%1 of %2 right").arg(right).arg(asked));
    if (leftOut > 0)
        say(new TextBlock(TextRole::Caption, TextBlock::Tone::Quiet, 14), 6,
            tr("Not counted, as no answer had the most votes: %1").arg(leftOut));
    for (const core::TopicResult &topic : topics) {
        say(new TextBlock(TextRole::ControlStrong, TextBlock::Tone::Plain, 14), 14,
            tr("%1: %2 of %3").arg(wordOf(topic.topic)).arg(topic.right).arg(topic.asked));
        const core::Lesson *lesson = core::findBuiltinLesson(topic.lesson);
        if (lesson == nullptr)
            continue;
        auto *button =
            new PushButton(PushButton::Kind::Outline, QStringLiteral("arrow-right"),
                           tr("Lesson: %1").arg(QString::fromStdString(inLanguage(*lesson).title)));
        const QString id = QString::fromStdString(lesson->id);
        connect(button, &PushButton::clicked, this, [this, id] { Q_EMIT lessonRequested(id); });
        add(button, 6);
        m_buttons.push_back(button);
        button->setVisible(true);
    }
    auto *table = new PushButton(PushButton::Kind::Outline, QStringLiteral("export"),
                                 tr("Save as a table (CSV)…"));
    connect(table, &PushButton::clicked, this, &QuizResult::exportRequested);
    add(table, 20);
    m_buttons.push_back(table);
    table->setVisible(true);
    setLook(look());
}

} // namespace ui
