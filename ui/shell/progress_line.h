// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace ui {

// A thin line under the top bar while simulating or reading takes noticeably long.
class ProgressLine : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressLine(QWidget *parent = nullptr);

    void setBusy(bool busy);
    void setShare(double share); // of the work, 0 to 1, where it is known
    void setLook(const Look &look);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void tookLong(); // after 2 s: offer to cancel

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void tick();

    Look m_look;
    QTimer m_timer;
    QElapsedTimer m_since;
    bool m_saidLong = false;
    std::optional<double> m_share;
};

} // namespace ui
