// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runner/latest_only.h"
#include "core/search/layout_advice.h"

#include <QObject>

#include <memory>
#include <vector>

namespace ui {

// Searches the whole space of layouts in the background, on all cores, and tells how far it has
// come. A new request takes the place of the one under way.
class LayoutBridge : public QObject
{
    Q_OBJECT

public:
    explicit LayoutBridge(QObject *parent = nullptr);
    ~LayoutBridge() override;

    static constexpr int kMostIdeas = 20; // a front has no more, since each frees a twentieth

    void start(const core::Scenario &scenario);
    void cancel(); // what is there already stays
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    // points: what was looked at since.
    void told(const core::LayoutAdvice &advice, const std::vector<core::LayoutPoint> &points);
    void ended(); // the front is whole, or it was cancelled

private:
    struct Request
    {
        core::Scenario scenario;
        quint64 number = 0;
    };
    using Runner = core::LatestOnly<Request, bool>;

    bool run(const Request &request, const std::stop_token &stop);
    void post(quint64 request, core::LayoutAdvice advice, std::vector<core::LayoutPoint> points);

    quint64 m_newest = 0;
    bool m_busy = false;
    std::unique_ptr<Runner> m_runner; // last: its thread ends before the rest goes
};

} // namespace ui
