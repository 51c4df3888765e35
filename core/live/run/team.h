// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/replay.h"
#include "core/live/run/device.h"

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace core::live {

struct StepOutcome
{
    bool completed = false; // false: stopped, or out of memory
    double loss = 0;        // mean over the targets of the batch, before the update
    double accuracy = 0;    // share of the targets that were the largest output
    std::int64_t time = 0;  // virtual ns, to the end of the last device
    int withoutMemory = -1; // the device that did not get what it needed
};

// What a step of the whole team needs to know of one device.
struct DeviceShare
{
    std::vector<LossSum> losses; // by micro-batch
    std::int64_t end = 0;        // virtual ns
};

// What is brought from the devices of other processes. Gradients are as many bytes as the weights,
// and only who compares them asks.
enum class Collected : std::uint8_t { Weights, WeightsAndGradients };

// Devices that take each step together: threads of this process (ThreadTeam), or processes.
template <class Real>
class Team
{
public:
    virtual ~Team() = default;
    Team(const Team &) = delete;
    Team &operator=(const Team &) = delete;

    // Runs one step and waits for its end. costs[device][instruction] in ns, or empty: measured.
    // After a stop the team can only be destroyed.
    [[nodiscard]] virtual StepOutcome step(const Costs &costs,
                                           const std::stop_token &stop = {}) = 0;

    // Devices whose memory is in this process.
    [[nodiscard]] virtual std::vector<int> devicesHere() const = 0;
    // Of the last step, and after it; of devices elsewhere what collect() brought.
    [[nodiscard]] virtual const DeviceRecord &record(int device) const = 0;
    [[nodiscard]] virtual WeightStore<Real> &store(int device) = 0;
    // Brings what the devices of other processes recorded and hold to the first process. All of
    // them call it at the same point and ask for the same.
    virtual void collect(Collected) {}

    // From the next step on, for every device. Between steps only.
    void setLearningRate(double rate);
    void setShareGradients(bool share);
    // Of measured work, by device: 2 for one at half speed.
    void setSlowness(std::vector<double> slowness) { m_slowness = std::move(slowness); }
    // Records tell the pace of the processor beside measured work.
    void setPaced(bool paced) { m_isPaced = paced; }

    [[nodiscard]] const Layout &layout() const { return m_layout; }
    [[nodiscard]] const std::vector<Program> &programs() const { return m_programs; }

protected:
    // The layout must have passed check().
    Team(Layout layout, SampleSource samples);

    [[nodiscard]] const SampleSource &samples() const { return m_samples; }
    [[nodiscard]] StepRequest request(int device, std::int64_t step, const Costs &costs,
                                      std::stop_token stop) const;
    // Of a completed step, from the shares of all devices.
    [[nodiscard]] StepOutcome outcomeOf(std::span<const DeviceShare> shares) const;

private:
    Layout m_layout;
    SampleSource m_samples;
    std::vector<Program> m_programs;
    std::vector<double> m_slowness; // empty: all at full speed
    bool m_isPaced = false;
};

[[nodiscard]] DeviceShare shareOf(const DeviceRecord &record);

} // namespace core::live
