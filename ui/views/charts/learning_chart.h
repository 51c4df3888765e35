// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/training/learning_curve.h"
#include "ui/paint/look.h"

#include <QWidget>

#include <vector>

class QCPItemStraightLine;
class QCustomPlot;

namespace ui {

// Loss or accuracy by step, of the run under way and of runs that were kept: the older a run, the
// wider and the lower its line, so that runs that coincide are both seen.
class LearningChart : public QWidget
{
    Q_OBJECT

public:
    enum class What { Loss, Accuracy };

    explicit LearningChart(What what, QWidget *parent = nullptr);

    // steps: how many the run under way is to make. Again when it has grown.
    void setCurves(const LearningCurves &curves, std::int64_t steps);
    void setLook(const Look &look);
    [[nodiscard]] QString valueText() const; // of the newest step of the run under way

    [[nodiscard]] const QCustomPlot &plot() const { return *m_plot; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    static constexpr std::size_t kMostKept = 3;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void dress();
    void renew();
    void fillKept();
    void fillCurve(std::size_t index);
    void fillEnd();
    void setAxes();
    [[nodiscard]] double stepsBetweenLabels(std::int64_t last) const;
    [[nodiscard]] QRect plotArea() const;
    [[nodiscard]] double legendWidth() const;
    void paintHeading(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;
    [[nodiscard]] QString tipAt(double x) const;
    [[nodiscard]] const LearningCurve &current() const { return *m_curves.back(); }
    [[nodiscard]] std::vector<CurvePoint> pointsOf(const LearningCurve &curve) const;

    What m_what;
    LearningCurves m_curves; // at least one
    std::int64_t m_steps = 1;
    Likeness m_likeness;  // of the newest two
    double m_highest = 0; // loss of the kept ones
    Look m_look;
    QCustomPlot *m_plot;
    QCPItemStraightLine *m_alone; // from here on gradients are not shared
};

// The colour of a run: 0 the one under way, 1 the newest of the kept ones.
[[nodiscard]] QColor runColour(const Theme &theme, std::size_t age, bool alone);

} // namespace ui
