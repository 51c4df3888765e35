// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/quiz_paper.h"
#include "ui/controls/column.h"

#include <vector>

namespace ui {

class PushButton;
class TextBlock;

// How a quiz went, by topic, with the lesson for each that was missed.
class QuizResult : public Column
{
    Q_OBJECT

public:
    explicit QuizResult(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void show(const std::vector<core::TopicResult> &topics, int leftOut);

Q_SIGNALS:
    void lessonRequested(const QString &id);
    void exportRequested(); // as a table

private:
    std::vector<TextBlock *> m_texts;
    std::vector<PushButton *> m_buttons;
};

} // namespace ui
