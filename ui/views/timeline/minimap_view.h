// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/paint/look.h"

#include <QImage>
#include <QWidget>

#include <optional>
#include <vector>

namespace ui {

// The whole step in one strip: the share of devices in each kind of work, and the scrub handle.
class MinimapView : public QWidget
{
    Q_OBJECT

public:
    explicit MinimapView(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] double xOf(core::Nanos moment) const; // logical pixels
    [[nodiscard]] core::Nanos timeAt(double x) const;   // within the step

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void renew(); // more of it is known now
    // Of the strip, where a step beside this one takes longer.
    void setEnd(core::Nanos end);
    void setMoment(core::Nanos moment);
    void setMarks(const std::vector<core::Nanos> &moments); // what a search has found, in order
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int>) {}

Q_SIGNALS:
    void scrubbed(core::Nanos moment);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QRectF track() const;
    [[nodiscard]] core::Nanos end() const;
    void ensureLayers();
    void paintMarks(QPainter &painter) const;

    core::SnapshotPtr m_snapshot;
    core::Nanos m_end;
    core::Nanos m_moment;
    Look m_look;
    std::vector<core::Nanos> m_marks;
    QImage m_pastLayer;
    QImage m_futureLayer;
    bool m_dirty = true;
    bool m_keyboardFocus = false;
};

} // namespace ui
