// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/layout_advice.h"
#include "ui/bridge/newest_work.h"

#include <optional>
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

    // keepFree: of the memory of each device. held: stays as it is. known: a search that is
    // complete and found nothing that fits; only on how many devices something would is looked for.
    void start(const core::Scenario &scenario, core::Bytes keepFree, const core::HeldParts &held,
               std::optional<core::LayoutAdvice> known = {});
    void cancel(); // what is there already stays
    [[nodiscard]] bool isBusy() const { return m_work.isBusy(); }

Q_SIGNALS:
    // points: what was looked at since.
    void told(const core::LayoutAdvice &advice, const std::vector<core::LayoutPoint> &points);
    void ended(); // the front is whole, or known to be empty, or it was cancelled

private:
    struct Request
    {
        core::Scenario scenario;
        core::Bytes keepFree;
        core::HeldParts held;
        std::optional<core::LayoutAdvice> known;
    };
    using Search = NewestWork<Request>;

    void run(const Request &request, const std::stop_token &stop, const Search::Post &post);

    Search m_work; // last: its thread ends before the rest goes
};

} // namespace ui
