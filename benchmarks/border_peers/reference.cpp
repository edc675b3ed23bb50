// The calendar of this project in plain C++: the same algorithm, the same keyed draws and the same
// counters as goldenbridge.border, without the features that W1 and W2 lack. `sequential` takes the
// draws from one stream, in the order of events, instead.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using i64 = std::int64_t;
using u64 = std::uint64_t;

constexpr double INF = std::numeric_limits<double>::infinity();
constexpr double FIXED = 1 << 20;
constexpr int BINS = 1024, WEEK_H = 168;
constexpr u64 GOLDEN = 0x9E3779B97F4A7C15, PHASE = 0xDA942042E4DD58B5;
constexpr u64 TRUCK = 0xD1342543DE82EF95, PLACE = 0xAF251AF3B0F025B5;
enum { SERVE = 0, ROUTE = 1 << 10, ARRIVE = 3 << 10, TYPE = 4 << 10 };
enum { EXPONENTIAL, LOGNORMAL, ERLANG };

// Ziggurats of Marsaglia & Tsang (2000) with 256 layers.
struct Ziggurat {
    u64 keep[256] = {};
    double width[256] = {}, height[256] = {};
    template <class F, class G> Ziggurat(double r, double v, double scale, F f, G inverse) {
        double x = r, q = v / f(r);
        keep[0] = u64(r / q * scale), width[0] = q / scale, height[0] = 1;
        width[255] = r / scale, height[255] = f(r);
        for (int i = 254; i > 0; i--) {
            double inner = inverse(v / x + f(x));
            keep[i + 1] = u64(inner / x * scale);
            x = inner, height[i] = f(x), width[i] = x / scale;
        }
    }
};
constexpr double R_EXP = 7.69711747013104972, R_NORMAL = 3.6541528853610088;
const Ziggurat E(
    R_EXP, 3.9496598225815571993e-3, 0x1p53, [](double x) { return std::exp(-x); },
    [](double y) { return -std::log(y); });
const Ziggurat N(
    R_NORMAL, 4.92867323399e-3, 0x1p52, [](double x) { return std::exp(-0.5 * x * x); },
    [](double y) { return std::sqrt(-2 * std::log(y)); });

inline u64 mix(u64 z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

inline double uniform(u64 c) { return double(mix(c) >> 11) * 0x1p-53; }

inline double exponential(u64 c) {
    for (;;) {
        u64 r = mix(c) >> 3, i = r & 255;
        r >>= 8;
        double x = double(r) * E.width[i];
        if (r < E.keep[i]) return x;
        double u = uniform(c += GOLDEN);
        if (i == 0) return R_EXP - std::log1p(-u);
        if ((E.height[i - 1] - E.height[i]) * u + E.height[i] < std::exp(-x)) return x;
        c += GOLDEN;
    }
}

inline double normal(u64 c) {
    for (;;) {
        u64 r = mix(c), i = r & 255, m = (r >> 9) & 0xFFFFFFFFFFFFF;
        double x = double(m) * N.width[i] * (1.0 - 2.0 * double((r >> 8) & 1));
        if (m < N.keep[i]) return x;
        if (i == 0) {
            double tail = 1, y = 0;
            while (y + y <= tail * tail) {
                tail = -std::log1p(-uniform(c += GOLDEN)) / R_NORMAL;
                y = -std::log1p(-uniform(c += GOLDEN));
            }
            return x < 0 ? -(R_NORMAL + tail) : R_NORMAL + tail;
        }
        if ((N.height[i - 1] - N.height[i]) * uniform(c += GOLDEN) + N.height[i] <
            std::exp(-0.5 * x * x))
            return x;
        c += GOLDEN;
    }
}

inline int log_bin(double w) {  // 32 bins to an octave, the first for less than 2^-10 minutes
    if (w < 0x1p-10) return 0;
    i64 bits;
    __builtin_memcpy(&bits, &w, 8);
    return int(std::min<i64>((bits >> 47) - (1013 << 5) + 1, BINS - 1));
}

struct Departure {
    double time;
    int truck;
};

struct Heap {
    std::vector<Departure> at;
    int n = 0;
    double top() const { return n ? at[0].time : INF; }
    void push(Departure d) {
        int i = n++;
        for (; i && at[(i - 1) / 2].time > d.time; i = (i - 1) / 2) at[i] = at[(i - 1) / 2];
        at[i] = d;
    }
    void replace_top(Departure d) {
        int i = 0;
        for (int c = 1; c < n; c = 2 * i + 1) {
            c += c + 1 < n && at[c + 1].time < at[c].time;
            if (at[c].time >= d.time) break;
            at[i] = at[c], i = c;
        }
        at[i] = d;
    }
    void pop() {
        if (--n) replace_top(at[n]);
    }
};

struct Truck {
    double came, entered;
    i64 name;
    int type, after;
};

}  // namespace

extern "C" {

struct Tables {  // what compile_site makes of a site; see goldenbridge.border.tables.Net
    i64 stations, types, days, yard_limit;
    double horizon;
    const i64 *month, *first_leg, *leg_to, *service, *kind, *line, *first_line, *heap_at, *lanes;
    const i64 *change_of, *change_to;
    const double *rates, *mix, *promise, *leg_share, *a, *b, *change_at;
};

struct Counters {
    i64 *dwell, *dwell_sum, *over, *wait, *wait_sum, *queued, *busy, *lost, *day_trucks, *day_dwell;
};
}

namespace {

template <bool SEQUENTIAL> class Calendar {
    const Tables &net;
    const Counters &count;
    const int S, T;
    const u64 key;
    u64 state;
    std::vector<Truck> trucks;
    std::vector<int> free, head, tail;
    std::vector<Heap> heaps;
    std::vector<double> top;
    std::vector<i64> lanes, waiting;
    i64 fresh = 0, inside = 0;

    u64 stream(i64 truck, i64 place) {
        if (SEQUENTIAL) return mix(state += GOLDEN);
        return mix(key + u64(truck) * TRUCK + u64(place) * PLACE);
    }

    double draw(u64 c, i64 i) const {
        double a = net.a[i], b = net.b[i];
        if (net.kind[i] == LOGNORMAL) return std::exp(a + b * normal(c));
        if (net.kind[i] == EXPONENTIAL) return a * exponential(c);
        double x = 0;
        for (int j = 0; j < int(a); j++) x += exponential(c + u64(j) * PHASE);
        return x * b;
    }

    double rate(i64 h) const {
        return net.rates[net.month[std::min(h / 24, net.days - 1)] * WEEK_H + h % WEEK_H];
    }

    double arrival(i64 n, double t) {  // inversion of a rate constant over each hour
        double e = exponential(stream(n, ARRIVE));
        i64 h = i64(t * (1.0 / 60.0));
        double r = rate(h), w = r * (double(h + 1) * 60.0 - t);
        while (e >= w && t < net.horizon) {
            e -= w, h++, t = double(h) * 60.0, r = rate(h), w = r * 60.0;
        }
        return t < net.horizon ? t + e / r : INF;
    }

    int type_at(i64 n, double t) {
        int j = 0;
        if (T > 1) {
            i64 h = i64(t * (1.0 / 60.0));
            i64 row = net.month[std::min(h / 24, net.days - 1)] * WEEK_H + h % WEEK_H;
            double u = uniform(stream(n, TYPE));
            while (u >= net.mix[row * T + j]) j++;
        }
        return j;
    }

    int leg(i64 truck, int type, int after) {
        i64 i = net.first_leg[type * (S + 1) + after];
        if (net.leg_share[i] < 1) {
            double u = uniform(stream(truck, ROUTE + after));
            while (u >= net.leg_share[i]) i++;
        }
        return int(net.leg_to[i]);
    }

    void spread(i64 *area, double a, double b) {  // minutes by hour of the week
        b = std::min(b, net.horizon);
        if (b <= a) return;
        i64 h = i64(a * (1.0 / 60.0));
        for (double edge = double(h + 1) * 60.0; b > edge; edge = double(h + 1) * 60.0) {
            area[h % WEEK_H] += i64((edge - a) * FIXED);
            a = edge, h++;
        }
        area[h % WEEK_H] += i64((b - a) * FIXED);
    }

    // `in_place` takes the first place of the heap, that of the truck that departs
    void begin(int s, int d, double now, bool in_place) {
        const Truck &truck = trucks[s];
        double w = now - truck.entered;
        i64 cell = i64(d) * T + truck.type;
        if (w > 0) {
            spread(count.queued + d * WEEK_H, truck.entered, now);
            count.wait[cell * BINS + log_bin(w)]++;
            count.wait_sum[cell] += i64(w * FIXED);
        } else {
            count.wait[cell * BINS]++;
        }
        double x = now + draw(stream(truck.name, SERVE + d), net.service[cell]);
        spread(count.busy + d * WEEK_H, now, x);
        in_place ? heaps[d].replace_top({x, s}) : heaps[d].push({x, s});
        top[d] = heaps[d].top();
    }

    int next_waiting(int d) {
        i64 q = net.first_line[d];
        while (head[q] < 0) q++;
        int s = head[q];
        head[q] = trucks[s].after;
        waiting[d]--;
        return s;
    }

    void enter(int s, int d, double now) {
        Truck &truck = trucks[s];
        truck.entered = now;
        if (heaps[d].n < lanes[d] && waiting[d] == 0) return begin(s, d, now, false);
        i64 q = net.line[d * T + truck.type];
        truck.after = -1;
        (head[q] < 0 ? head[q] : trucks[tail[q]].after) = s;
        tail[q] = s;
        waiting[d]++;
    }

    void leave(int s, double now) {
        const Truck &truck = trucks[s];
        double w = now - truck.came;
        i64 fixed = i64(w * FIXED), day = i64(truck.came * (1.0 / 1440.0));
        count.dwell[truck.type * BINS + log_bin(w)]++;
        count.dwell_sum[truck.type] += fixed;
        count.over[truck.type] += w > net.promise[truck.type];
        count.day_trucks[day]++;
        count.day_dwell[day] += fixed;
        inside--;
        free.push_back(s);
    }

    void depart(int k, double now) {
        int s = heaps[k].at[0].truck;
        int to = leg(trucks[s].name, trucks[s].type, k);
        to == S ? leave(s, now) : enter(s, to, now);
        if (waiting[k] > 0 && heaps[k].n - 1 < lanes[k]) {
            begin(next_waiting(k), k, now, true);
        } else {
            heaps[k].pop();
            top[k] = heaps[k].top();
        }
    }

    void arrive(i64 n, double now) {
        int type = type_at(n, now);
        int to = leg(n, type, S);
        if (inside >= net.yard_limit) {
            count.lost[to * T + type]++;
            return;
        }
        int s = int(fresh);
        if (free.empty()) {
            if (++fresh > i64(trucks.size())) trucks.emplace_back();
        } else {
            s = free.back(), free.pop_back();
        }
        inside++;
        trucks[s] = {now, now, n, type, -1};
        enter(s, to, now);
    }

    void finish() {  // those who still wait
        for (int j = 0; j < S; j++)
            for (i64 q = net.first_line[j]; q < net.first_line[j + 1]; q++)
                for (int s = head[q]; s >= 0; s = trucks[s].after)
                    spread(count.queued + j * WEEK_H, trucks[s].entered, net.horizon);
    }

  public:
    Calendar(const Tables &net, const Counters &count, u64 seed)
        : net(net), count(count), S(int(net.stations)), T(int(net.types)),
          key(mix(seed * GOLDEN + 1)), state(key), head(net.first_line[S], -1),
          tail(net.first_line[S], -1), heaps(S), top(S, INF), lanes(net.lanes, net.lanes + S),
          waiting(S, 0) {
        for (int j = 0; j < S; j++) heaps[j].at.resize(net.heap_at[j + 1] - net.heap_at[j]);
    }

    void run() {
        i64 n = 0, change = 0;
        double ta = arrival(0, 0), tb = net.change_at[0];
        for (;;) {
            int k = 0;
            double th = top[0], tx = std::min(ta, tb);
            for (int j = 1; j < S; j++)
                if (top[j] < th) th = top[j], k = j;
            if (std::min(th, tx) > net.horizon) return finish();
            if (th < tx) {
                depart(k, th);
            } else if (ta <= tb) {
                double now = ta;
                arrive(n++, now);
                ta = arrival(n, now);
            } else {
                int j = int(net.change_of[change]);
                lanes[j] = net.change_to[change++];
                while (heaps[j].n < lanes[j] && waiting[j] > 0)
                    begin(next_waiting(j), j, tb, false);
                tb = net.change_at[change];
            }
        }
    }
};

}  // namespace

extern "C" void run(const Tables *net, const Counters *count, u64 seed, int sequential) {
    if (sequential)
        Calendar<true>(*net, *count, seed).run();
    else
        Calendar<false>(*net, *count, seed).run();
}
