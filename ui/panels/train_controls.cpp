// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/train_controls.h"

#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

struct Train
{
    Q_DECLARE_TR_FUNCTIONS(TrainControls)
};

// Networks that learn this kind of data in the time of a lesson.
struct NetworkRow
{
    const char *id;
    const char *data; // kind: before the colon
    core::NetworkSpec network;
    double learningRate;
    core::TrainOptimizer optimizer;
    bool isFirstChoice = false; // for its kind of data
};

core::NetworkSpec dense(std::vector<int> sizes)
{
    core::NetworkSpec network;
    network.sizes = std::move(sizes);
    return network;
}

core::NetworkSpec gpt(int layers, int hidden, int heads, int sequence)
{
    core::NetworkSpec network;
    network.kind = core::NetworkKind::Gpt;
    network.layers = layers;
    network.hidden = hidden;
    network.heads = heads;
    network.sequence = sequence;
    return network;
}

const std::vector<NetworkRow> &networkRows()
{
    using enum core::TrainOptimizer;
    static const std::vector<NetworkRow> rows = {
        {"digits-3", "digits", dense({64, 64, 64, 10}), 0.2, Sgd},
        {"digits-4", "digits", dense({64, 64, 64, 64, 10}), 0.2, Sgd, true},
        {"digits-8", "digits", dense({64, 256, 256, 256, 256, 256, 256, 256, 10}), 0.1, Sgd},
        {"spirals-3", "spirals", dense({2, 32, 32, 2}), 0.01, AdamW, true},
        {"spirals-8", "spirals", dense({2, 32, 32, 32, 32, 32, 32, 32, 2}), 0.005, AdamW},
        {"text-2", "text", gpt(2, 32, 2, 32), 0.005, AdamW},
        {"text-4", "text", gpt(4, 64, 4, 64), 0.003, AdamW, true},
        {"text-8", "text", gpt(8, 64, 4, 64), 0.002, AdamW},
        {"idx-3", "idx", dense({0, 128, 128, 0}), 0.1, Sgd},
        {"idx-4", "idx", dense({0, 128, 128, 128, 0}), 0.1, Sgd, true},
        {"idx-8", "idx", dense({0, 128, 128, 128, 128, 128, 128, 128, 0}), 0.05, Sgd},
    };
    return rows;
}

// Of a row: numbers of a sample and classes are those of the network that reads the data.
core::NetworkSpec networkOf(const NetworkRow &row, const core::NetworkSpec &now)
{
    core::NetworkSpec network = row.network;
    if (network.sizes.empty() || network.sizes.front() > 0 || now.sizes.empty())
        return network;
    network.sizes.front() = now.sizes.front();
    network.sizes.back() = now.sizes.back();
    return network;
}

// "64-7×256-10", "gpt, 4 × 64"
QString networkText(const core::NetworkSpec &network)
{
    if (network.kind == core::NetworkKind::Gpt)
        return Train::tr("gpt, %1 × %2").arg(network.layers).arg(network.hidden);
    QStringList parts;
    for (std::size_t i = 0; i < network.sizes.size();) {
        std::size_t end = i + 1;
        const bool inner = i > 0;
        while (inner && end + 1 < network.sizes.size() && network.sizes[end] == network.sizes[i])
            ++end;
        const std::size_t count = end - i;
        const QString size = QString::number(network.sizes[i]);
        if (count > 2)
            parts.append(QStringLiteral("%1×%2").arg(count).arg(size));
        else
            for (std::size_t k = 0; k < count; ++k)
                parts.append(size);
        i = end;
    }
    return parts.join(QLatin1Char('-'));
}

QString kindOf(const std::string &data)
{
    return QString::fromStdString(data).section(QLatin1Char(':'), 0, 0);
}

QList<ChoiceBox::Item> networkItems(const core::TrainSpec &train)
{
    QList<ChoiceBox::Item> items;
    for (const NetworkRow &row : networkRows()) {
        if (kindOf(train.data) == QLatin1StringView(row.data))
            items.append(
                {QLatin1StringView(row.id), networkText(networkOf(row, train.network)), {}, {}});
    }
    return items;
}

ChoiceBox::Item currentNetwork(const core::TrainSpec &train)
{
    for (const NetworkRow &row : networkRows()) {
        if (networkOf(row, train.network) == train.network &&
            kindOf(train.data) == QLatin1StringView(row.data))
            return {QLatin1StringView(row.id), {}, {}, {}};
    }
    return {{}, networkText(train.network), {}, {}};
}

// With a learning rate that suits the network.
core::TrainSpec applyNetwork(core::TrainSpec train, const QString &id)
{
    for (const NetworkRow &row : networkRows()) {
        if (id != QLatin1StringView(row.id))
            continue;
        train.network = networkOf(row, train.network);
        train.learningRate = row.learningRate;
        train.optimizer = row.optimizer;
    }
    return train;
}

// Of a file or a folder without the way to it; of neither, what it is called.
QString nameOfData(const QString &data)
{
    const QString path = data.section(QLatin1Char(':'), 1);
    const QString name = path.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty);
    return name.isEmpty() ? data : name;
}

QList<ChoiceBox::Item> dataItems(const core::TrainSpec &train)
{
    QList<ChoiceBox::Item> items = {
        {QStringLiteral("digits"),
         Train::tr("8×8 digits, 1,797"),
         {},
         Train::tr("Handwritten digits, a fifth of them for the test")},
        {QStringLiteral("spirals"),
         Train::tr("two spirals"),
         {},
         Train::tr("Points of two classes that wind around each other")},
        {QStringLiteral("text"),
         Train::tr("a text of our own"),
         {},
         Train::tr("A gpt learns to go on writing it, byte by byte")}};
    const QString other = QString::fromStdString(train.data);
    const bool known =
        std::ranges::any_of(items, [&](const ChoiceBox::Item &item) { return item.id == other; });
    if (!known) // a file that the scenario names
        items.append({other, nameOfData(other), {}, other});
    items.append({QStringLiteral("open:text"),
                  Train::tr("Text file…"),
                  {},
                  Train::tr("A text of yours: a gpt learns to go on writing it")});
    items.append({QStringLiteral("open:idx"),
                  Train::tr("IDX folder…"),
                  {},
                  Train::tr("Images and their labels in the files of MNIST, such as "
                            "train-images-idx3-ubyte")});
    return items;
}

ChoiceBox::Item currentData(const core::TrainSpec &train)
{
    const QString id = QString::fromStdString(train.data);
    for (const ChoiceBox::Item &item : dataItems(train)) {
        if (item.id == id)
            return item;
    }
    return {{}, id, {}, {}};
}

core::TrainSpec firstChoiceFor(core::TrainSpec train)
{
    for (const NetworkRow &row : networkRows()) {
        if (row.isFirstChoice && kindOf(train.data) == QLatin1StringView(row.data))
            return applyNetwork(std::move(train), QLatin1StringView(row.id));
    }
    return train;
}

// With the network that is the first choice for data of this kind, if the one there cannot read
// it.
core::TrainSpec applyData(core::TrainSpec train, const QString &id)
{
    const bool sameKind = kindOf(train.data) == id.section(QLatin1Char(':'), 0, 0);
    train.data = id.toStdString();
    return sameKind ? train : firstChoiceFor(std::move(train));
}

QList<ChoiceBox::Item> optimizerItems(const core::TrainSpec &)
{
    // In the order of TrainOptimizer.
    QList<ChoiceBox::Item> items;
    for (const QString &name :
         {Train::tr("SGD"), Train::tr("SGD with momentum"), Train::tr("AdamW")})
        items.append({QString::number(items.size()), name, {}, {}});
    return items;
}

ChoiceBox::Item currentOptimizer(const core::TrainSpec &train)
{
    return optimizerItems(train)[static_cast<int>(train.optimizer)];
}

core::TrainSpec applyOptimizer(core::TrainSpec train, const QString &id)
{
    train.optimizer = static_cast<core::TrainOptimizer>(id.toInt());
    return train;
}

} // namespace

QList<TrainChooserSpec> trainChooserSpecs()
{
    return {
        {QStringLiteral("train-network"), Train::tr("Network"), Train::tr("Network: "),
         Train::tr("change network"),
         Train::tr("The width of the input and of every layer; of a gpt its blocks. Each layer can "
                   "be a stage of a pipeline."),
         networkItems, currentNetwork, applyNetwork},
        {QStringLiteral("train-data"), Train::tr("Data"), Train::tr("Data: "),
         Train::tr("change data"), Train::tr("What is learned."), dataItems, currentData,
         applyData},
        {QStringLiteral("train-optimizer"), Train::tr("Optimizer"), Train::tr("Optimizer: "),
         Train::tr("change optimizer"),
         Train::tr("How gradients change the weights. Momentum and AdamW keep further numbers for "
                   "each weight."),
         optimizerItems, currentOptimizer, applyOptimizer},
    };
}

QString askedData(const QString &id)
{
    const QString asks = QStringLiteral("open:");
    return id.startsWith(asks) ? id.mid(asks.size()) : QString();
}

core::TrainSpec withSamples(core::TrainSpec train, const QString &data,
                            const core::live::SampleSource &samples)
{
    train.data = data.toStdString();
    if (core::live::mismatch(train.network, samples).empty())
        return train;
    // A text that is too short for one gpt is so for the others as well.
    if (samples.text && train.network.kind == core::NetworkKind::Gpt)
        return train;
    if (samples.table)
        train.network = dense({samples.table->width, samples.table->classes});
    return firstChoiceFor(std::move(train));
}

QList<SliderSpec> trainSliderSpecs()
{
    struct Row
    {
        const char *id;
        QString label;
    };
    const Row rows[] = {{"devices", Train::tr("Workers")},
                        {"microbatches", Train::tr("Micro-batches")},
                        {"link", Train::tr("Link speed")},
                        {"slow", Train::tr("Slow down one worker")}};
    QList<SliderSpec> chosen;
    for (const Row &row : rows) {
        for (SliderSpec spec : sliderSpecs()) {
            if (spec.id != QLatin1StringView(row.id))
                continue;
            spec.label = row.label;
            spec.toolTip = ofWorkers(spec.toolTip);
            chosen.append(spec);
        }
    }
    return chosen;
}

ChooserSpec trainScheduleSpec()
{
    for (const ChooserSpec &spec : chooserSpecs()) {
        if (spec.id == QStringLiteral("schedule"))
            return spec;
    }
    return {};
}

QString sharingNote(const core::Scenario &scenario)
{
    if (scenario.parallel.data == 1)
        return Train::tr("needs two or more replicas");
    if (scenario.parallel.sharding != core::Sharding::None)
        return Train::tr("replicas that divide their states must");
    return scenario.train->shareGradients ? Train::tr("all replicas learn the same")
                                          : Train::tr("each worker learns alone");
}

QString exactSumsNote(const core::Scenario &scenario)
{
    return scenario.train->exactSums ? Train::tr("the order of sums changes no bit")
                                     : Train::tr("rounding depends on the order");
}

ValueScale learningRates()
{
    ValueScale scale;
    scale.spread = ValueScale::Spread::Logarithmic;
    for (const double power : {1e-4, 1e-3, 1e-2, 1e-1, 1.0}) {
        for (const double factor : {1.0, 1.5, 2.0, 3.0, 5.0, 7.0})
            scale.stops.push_back(factor * power);
    }
    scale.stops.push_back(10);
    return scale;
}

// Two figures, as many decimals as they need.
QString learningRateText(double rate)
{
    if (rate <= 0)
        return QStringLiteral("0");
    const int decimals = std::max(0, 1 - static_cast<int>(std::floor(std::log10(rate) + 1e-9)));
    return decimalsText(rate, std::max(decimals, rate < 10 ? 1 : 0));
}

} // namespace ui
