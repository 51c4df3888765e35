// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lesson.h"
#include "ui/controls/card.h"

#include <optional>
#include <vector>

namespace ui {

class Column;
class CurveEditor;
class OptionButton;
class PushButton;
class TextBlock;
class ValueSlider;

// What is predicted: an option, a number or a curve, and the button that locks it in. Afterwards
// the prediction and what really comes stand together.
class PredictionCard : public Card
{
    Q_OBJECT

public:
    explicit PredictionCard(QWidget *parent = nullptr);

    void setLook(const Look &look);
    // A number counts once it was set, not as it stands at first.
    [[nodiscard]] bool isAnswered() const;
    // Whether it is played then.
    void setWatches(bool watches);
    // Nothing predicted yet: it can be answered.
    void ask(const core::Prediction &question, const std::vector<double> &known);
    void wait(); // locked in; the teacher tells the answer
    void reveal(const std::vector<double> &predicted, const std::vector<double> &truth);

    void choose(int option); // by its key; beyond the options: nothing happens
    void lockIn();           // nothing happens while nothing is chosen

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void changed(); // the number, by hand
    void lockedIn(const std::vector<double> &prediction);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void clear();
    void add(QWidget *widget, double gap);
    void askChoice();
    void askNumber();
    void askCurve(const std::vector<double> &known);
    [[nodiscard]] std::optional<std::vector<double>> answer() const;
    [[nodiscard]] QString valueText(double value) const;
    void renewButton();

    Look m_look;
    std::optional<core::Prediction> m_question;
    Column *m_column;
    TextBlock *m_heading;
    TextBlock *m_result;
    PushButton *m_lock;
    std::vector<OptionButton *> m_options;
    ValueSlider *m_number = nullptr;
    bool m_isSet = false; // by hand
    CurveEditor *m_curve = nullptr;
};

} // namespace ui
