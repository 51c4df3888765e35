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

Q_SIGNALS:
    void started();

private:
    void explain();

    TextBlock *m_title;
    TextBlock *m_text;
    SegmentedSwitch *m_kind;
    TextBlock *m_about;
    ValueSlider *m_count;
    ValueSlider *m_seed;
    CheckBox *m_otherNumbers;
    PushButton *m_start;
};

} // namespace ui
