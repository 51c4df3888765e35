// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/focus_ring.h"
#include "ui/paint/look.h"

#include <QAbstractButton>

namespace ui {

// One answer of several: a letter, a text that may take several lines, and later whether it was
// the right one. Signs and words say that, not colour alone.
class OptionButton : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Verdict { Open, Right, WronglyChosen, Passed };

    // position: from 0; its letter is A, its key 1.
    OptionButton(int position, const QString &text, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setVerdict(Verdict verdict);
    // Of a class: how many raised their hands for it, of all that did.
    void setVotes(int votes, int all);
    [[nodiscard]] Verdict verdict() const { return m_verdict; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void nameIt();
    [[nodiscard]] QString votesText() const;
    [[nodiscard]] QString word() const; // "correct", "your answer"
    [[nodiscard]] QFont textFont() const;
    [[nodiscard]] QRect textArea(int wide) const;

    int m_position;
    Look m_look;
    Verdict m_verdict = Verdict::Open;
    int m_votes = 0;
    int m_allVotes = 0; // 0: nobody votes
    QPointer<FocusRing> m_focusRing;
};

// Whether numbers can be chosen there: then the keys are letters, as who types 3 means the
// answer 3.
[[nodiscard]] bool offersNumbers(const QWidget &within);

} // namespace ui
