// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/paired_steps.h"
#include "ui/paint/look.h"

#include <QWidget>

namespace ui {

class ChoiceRow;
class IconButton;
class TextBlock;

// Between two results: what the second changes and what it pays, and what can be done with them.
class CompareStrip : public QWidget
{
    Q_OBJECT

public:
    explicit CompareStrip(QWidget *parent = nullptr);

    // differences: every setting that differs, told by the tip of the sentence.
    void setSentence(const QString &sentence, const QString &differences);
    [[nodiscard]] QString sentence() const;
    void setPace(core::Pace pace);
    void setCanSwap(bool can);                 // A is a set-up
    [[nodiscard]] QWidget *focusStart() const; // where F6 goes
    void setLook(const Look &look);
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void paceChosen(core::Pace pace);
    void swapRequested();
    void copyRequested(); // A to B
    void unpinRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    [[nodiscard]] QList<QWidget *> tools() const; // left to right
    [[nodiscard]] int toolsWidth() const;
    [[nodiscard]] int wordsLeft() const;
    [[nodiscard]] int toolsHeight() const;
    // Where the words would have too little room beside the tools, those stand below them.
    [[nodiscard]] bool isStacked(int width) const;
    [[nodiscard]] int wordsWidth(int width) const;

    Look m_look;
    TextBlock *m_words;
    ChoiceRow *m_pace;
    IconButton *m_swap;
    IconButton *m_copy;
    IconButton *m_unpin;
};

} // namespace ui
