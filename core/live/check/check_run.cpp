// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/check/check_run.h"

#include "core/live/network/counter_random.h"
#include "core/live/run/evaluate.h"
#include "core/live/run/thread_team.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace core::live {
namespace {

// The allowed difference: rounding, with another order of summation. Double: two independent
// programs differ by 2e-14. Float: about ten times what float differs from double by.
struct Tolerances
{
    double losses = 1e-11;
    double gradientNorm = 1e-11;
    double gradientProbe = 1e-11;
    double gradientElements = 1e-11;
    double weightNorms = 1e-11;
    double updateNorms = 1e-11;
    double tensorUpdateNorm = 1e-11;
    double tensorUpdateProbe = 1e-11;
    double weightElements = 1e-11;
    double start = 1e-11;
};

Tolerances tolerancesOf(Digits digits, OptimizerKind optimizer)
{
    if (digits == Digits::Double)
        return {};
    Tolerances allowed = {2e-6, 3e-6, 5e-6, 1e-5, 1e-7, 2e-6, 6e-6, 6e-6, 1e-5, 1e-6};
    if (optimizer == OptimizerKind::AdamW) {
        allowed.weightNorms = 2e-6;
        allowed.updateNorms = 2e-5;
        allowed.tensorUpdateNorm = 6e-4;
        allowed.tensorUpdateProbe = 2e-4;
        allowed.weightElements = 1e-4;
    }
    return allowed;
}

double normOf(std::span<const double> values)
{
    double squares = 0;
    for (const double value : values)
        squares += value * value;
    return std::sqrt(squares);
}

double normOf(const Tensors &tensors)
{
    double squares = 0;
    for (const std::vector<double> &tensor : tensors) {
        const double norm = normOf(tensor);
        squares += norm * norm;
    }
    return std::sqrt(squares);
}

// A sum with random signs depends on every element and its place. Key biases are left out: their
// gradient is nothing but rounding, since softmax is invariant to them.
double probeOf(const NetworkSpec &network, const TensorSpec &tensor, std::span<const double> values)
{
    constexpr std::uint64_t kSeed = 7;
    const bool hasKeyBias = tensor.name.ends_with("qkv.b");
    const auto hidden = static_cast<std::size_t>(network.hidden);
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (hasKeyBias && i >= hidden && i < 2 * hidden)
            continue;
        sum +=
            (2 * randomUnit(kSeed, static_cast<std::uint64_t>(tensor.number), i) - 1) * values[i];
    }
    return sum;
}

Tensors differenceOf(const Tensors &a, const Tensors &b)
{
    Tensors result = a;
    for (std::size_t t = 0; t < a.size(); ++t) {
        for (std::size_t i = 0; i < a[t].size(); ++i)
            result[t][i] -= b[t][i];
    }
    return result;
}

class Comparison
{
public:
    Comparison(const ReferenceRun &run, Digits digits)
        : m_run(run), m_allowed(tolerancesOf(digits, run.optimizer.kind)),
          m_tensors(allTensors(run.network))
    {}

    // scale: what the difference is a share of; 0: the expected value.
    void add(const std::string &quantity, const std::string &what, double expected, double got,
             double allowed, double scale = 0)
    {
        const double measure = scale > 0 ? scale : std::abs(expected);
        const double difference = std::abs(got - expected) / (measure > 0 ? measure : 1);
        m_values.push_back(
            {quantity, what, expected, got,
             std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference,
             allowed});
    }

    void start(const Tensors &weights)
    {
        for (std::size_t t = 0; t < expectedTensors(); ++t) {
            const ReferenceTensor &expected = m_run.tensors[t];
            add("init_l2", expected.name, expected.initNorm, normOf(weights[t]), m_allowed.start);
            add("init_probe", expected.name, expected.initProbe,
                probeOf(m_run.network, m_tensors[t], weights[t]), m_allowed.start,
                expected.initNorm);
        }
        for (const ReferenceElement &element : m_run.weightElements)
            add("weight_elements", element.tensor + ", first", element.first, at(weights, element),
                m_allowed.start);
    }

    void gradients(const Tensors &gradients)
    {
        if (m_run.gradientNorm)
            add("grad0_l2", "all", *m_run.gradientNorm, normOf(gradients), m_allowed.gradientNorm);
        for (std::size_t t = 0; t < expectedTensors(); ++t) {
            const ReferenceTensor &expected = m_run.tensors[t];
            add("tensor_grad0_l2", expected.name, expected.gradientNorm, normOf(gradients[t]),
                m_allowed.gradientNorm);
            add("tensor_grad0_probe", expected.name, expected.gradientProbe,
                probeOf(m_run.network, m_tensors[t], gradients[t]), m_allowed.gradientProbe,
                expected.gradientNorm);
        }
        for (const ReferenceElement &element : m_run.gradientElements)
            add("grad0_elements", element.tensor, element.first, at(gradients, element),
                m_allowed.gradientElements);
    }

    void step(std::size_t step, double loss, const Tensors &weights, const Tensors &update)
    {
        const std::string what = "step " + std::to_string(step);
        const auto compare = [&](const char *quantity, const std::vector<double> &expected,
                                 double got, double allowed) {
            if (step < expected.size())
                add(quantity, what, expected[step], got, allowed);
        };
        compare("losses", m_run.losses, loss, m_allowed.losses);
        compare("weight_l2", m_run.weightNorms, normOf(weights), m_allowed.weightNorms);
        compare("update_l2", m_run.updateNorms, normOf(update), m_allowed.updateNorms);
    }

    void end(const Tensors &weights, const Tensors &update)
    {
        for (std::size_t t = 0; t < expectedTensors(); ++t) {
            const ReferenceTensor &expected = m_run.tensors[t];
            const double scale = std::max(expected.initNorm, expected.updateNorm);
            add("tensor_update_l2", expected.name, expected.updateNorm, normOf(update[t]),
                m_allowed.tensorUpdateNorm, scale);
            add("tensor_update_probe", expected.name, expected.updateProbe,
                probeOf(m_run.network, m_tensors[t], update[t]), m_allowed.tensorUpdateProbe,
                scale);
        }
        for (const ReferenceElement &element : m_run.weightElements)
            add("weight_elements", element.tensor + ", last", element.last, at(weights, element),
                m_allowed.weightElements);
    }

    [[nodiscard]] std::vector<CheckedValue> take() { return std::move(m_values); }

private:
    [[nodiscard]] std::size_t expectedTensors() const
    {
        return std::min(m_run.tensors.size(), m_tensors.size());
    }
    [[nodiscard]] double at(const Tensors &values, const ReferenceElement &element) const
    {
        const auto found = std::ranges::find(m_tensors, element.tensor, &TensorSpec::name);
        if (found == m_tensors.end() || element.element < 0 || element.element >= found->size())
            return std::numeric_limits<double>::quiet_NaN();
        return values[static_cast<std::size_t>(found->number)]
                     [static_cast<std::size_t>(element.element)];
    }

    const ReferenceRun &m_run;
    Tolerances m_allowed;
    std::vector<TensorSpec> m_tensors;
    std::vector<CheckedValue> m_values;
};

// Links that cost nothing: a check is about numbers, not about time.
Hop freeLink(int, int)
{
    return {};
}

template <class Real>
std::unique_ptr<Team<Real>> makeTeam(const ReferenceRun &run, const Layout &layout,
                                     const MakeCheckedTeam<Real> &make)
{
    if (make)
        return make(layout, run.optimizer, run.samples, freeLink);
    return std::make_unique<ThreadTeam<Real>>(layout, run.optimizer, run.samples, freeLink);
}

// Whether this process has the first device, and so learns of all the others.
template <class Real>
bool isFirst(const Team<Real> &team)
{
    return std::ranges::count(team.devicesHere(), 0) > 0;
}

// False: there is no memory for the steps.
template <class Real>
bool checkAccuracy(const ReferenceRun &run, const Layout &layout, const MakeCheckedTeam<Real> &make,
                   Comparison &comparison)
{
    const ReferenceAccuracy &expected = *run.afterEpochs;
    const Table &table = *run.samples.table;
    const std::unique_ptr<Team<Real>> team = makeTeam(run, layout, make);
    const int steps = expected.epochs * table.trainingRows / run.batch;
    for (int step = 0; step < steps; ++step) {
        if (!team->step({}).completed)
            return false;
    }
    team->collect(Collected::Weights);
    if (!isFirst(*team))
        return true;
    Evaluator<Real> evaluator(run.network, collectWeights(*team, 0));
    const LossSum training = evaluator.over(table, {0, table.trainingRows});
    const LossSum test = evaluator.over(table, {table.trainingRows, table.rows()});
    const double allowed = sizeof(Real) == sizeof(double) ? 1e-10 : 1e-4;
    const auto count = [](std::int64_t rows) { return static_cast<double>(rows); };
    comparison.add("after_epochs", "training rows correct", count(expected.trainingCorrect),
                   count(training.correct), 0);
    comparison.add("after_epochs", "test rows correct", count(expected.testCorrect),
                   count(test.correct), 0);
    comparison.add("after_epochs", "training loss", expected.trainingLoss,
                   training.loss / table.trainingRows, allowed);
    comparison.add("after_epochs", "test loss", expected.testLoss, test.loss / table.testRows(),
                   allowed);
    return true;
}

// False: there is no memory for the steps.
template <class Real>
bool checkSteps(const ReferenceRun &run, Team<Real> &team, Comparison &comparison)
{
    const bool compares = isFirst(team);
    team.collect(Collected::Weights);
    const Tensors first = compares ? collectWeights(team, 0) : Tensors();
    if (compares)
        comparison.start(first);
    Tensors weights = first;
    for (int step = 0; step < run.steps; ++step) {
        const StepOutcome outcome = team.step({});
        if (!outcome.completed)
            return false;
        team.collect(step == 0 ? Collected::WeightsAndGradients : Collected::Weights);
        if (!compares)
            continue;
        if (step == 0)
            comparison.gradients(collectGradients(team, 0));
        weights = collectWeights(team, 0);
        comparison.step(static_cast<std::size_t>(step), outcome.loss, weights,
                        differenceOf(weights, first));
    }
    if (compares)
        comparison.end(weights, differenceOf(weights, first));
    return true;
}

template <class Real>
CheckedRun checkWith(const ReferenceRun &run, const Layout &layout, Digits digits,
                     const MakeCheckedTeam<Real> &make)
{
    Comparison comparison(run, digits);
    const bool fits = checkSteps(run, *makeTeam(run, layout, make), comparison) &&
                      (!run.afterEpochs || checkAccuracy(run, layout, make, comparison));
    return {{}, comparison.take(), !fits};
}

} // namespace

bool CheckedRun::allWithin() const
{
    return std::ranges::all_of(values, &CheckedValue::within);
}

CheckedRun checkRun(const ReferenceRun &run, const Layout &layout, Digits digits,
                    const CheckedTeams &teams)
{
    return digits == Digits::Double ? checkWith<double>(run, layout, digits, teams.inDouble)
                                    : checkWith<float>(run, layout, digits, teams.inFloat);
}

} // namespace core::live
