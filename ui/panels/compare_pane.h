// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "ui/paint/look.h"

#include <QWidget>

#include <optional>

namespace ui {

class SceneView;
class TimelineView;
struct SettingTexts;

// One of two results that are compared: its name and headline figures, its devices at a moment, and
// its timeline on the axis of both.
class ComparePane : public QWidget
{
    Q_OBJECT

public:
    enum class Which { A, B };

    explicit ComparePane(Which which, QWidget *parent = nullptr);

    [[nodiscard]] SceneView &scene() const { return *m_scene; }
    [[nodiscard]] TimelineView &timeline() const { return *m_timeline; }
    // other: the result beside it, null: none; B says how far it is from A. differences: of A and
    // B. Of one that was recorded there is the timeline alone.
    void setResult(const core::RunPtr &run, const core::SnapshotPtr &other,
                   const QList<SettingTexts> &differences);
    void setAxisEnd(core::Nanos end);
    // Where the axis begins in the timeline, behind its labels; and by how many pixels the timeline
    // is moved in, so that the axis begins where that of another pane does.
    [[nodiscard]] double axisBegin();
    void setIndent(int pixels);
    // Of its own step, and where the playhead stands on the axis.
    void setMoment(core::Nanos moment, core::Nanos playhead);
    void setSelectedDevice(std::optional<int> device);
    void setLook(const Look &look);

    // A headline figure, and how it differs.
    struct Figure
    {
        enum class Kind { Step, Rate, Utilization, Busy, Memory };
        Kind kind;
        QString name;
        QString value;
        QString change = {}; // empty: there is nothing to hold it against
        bool better = false;
    };
    [[nodiscard]] const QList<Figure> &figures() const { return m_figures; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    [[nodiscard]] bool showsWork(const core::SnapshotPtr &other) const;
    void addChanges(const core::Snapshot &before);
    [[nodiscard]] QList<Figure> figuresWithRoom() const;
    double paintFigures(QPainter &painter) const; // their left edge
    void describe(const core::SnapshotPtr &other, const QList<SettingTexts> &differences);
    void describeRecording();

    Which m_which;
    Look m_look;
    SceneView *m_scene;
    TimelineView *m_timeline;
    core::RunPtr m_run;
    core::SnapshotPtr m_snapshot; // of it, where it was simulated
    QString m_title;
    QString m_scenario;
    QList<Figure> m_figures;
    int m_indent = 0;
};

} // namespace ui
