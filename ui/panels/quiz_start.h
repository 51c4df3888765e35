// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/quiz_paper.h"
#include "ui/controls/column.h"

namespace ui {

class CheckBox;
class ChoiceRow;
class PushButton;
class SegmentedSwitch;
class TextBlock;
class ValueSlider;

// What a quiz is to be: for whom, how many questions, which paper.
class QuizStart : public Column
{
    Q_OBJECT

public:
    explicit QuizStart(QWidget *parent = nullptr);

    void setLook(const Look &look);
    [[nodiscard]] QString kind() const; // "practice", "class" or "test"
    [[nodiscard]] core::PaperSpec spec() const;
    [[nodiscard]] bool printsAnswers() const;
    [[nodiscard]] int minutes() const; // that a test may take; 0: as long as it takes

Q_SIGNALS:
    void started();
    void sheetRequested(); // the questions on paper

private:
    void explain();

    TextBlock *m_title;
    TextBlock *m_text;
    SegmentedSwitch *m_kind;
    TextBlock *m_about;
    ValueSlider *m_count;
    ValueSlider *m_seed;
    ValueSlider *m_minutes;
    CheckBox *m_otherNumbers;
    PushButton *m_start;
    PushButton *m_sheet;
    CheckBox *m_answers;
};

} // namespace ui
